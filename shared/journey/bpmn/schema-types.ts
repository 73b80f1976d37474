/**
 * The types of the standard's schemas (BPMN20, Semantic, BPMNDI, DC, DI; OMG formal/2013-12-09), one a line:
 * `name < base flags | children | attributes`. Children stand in their order with `?`, `*`, `+` (`++`: at least two), `a|b` for a choice,
 * and `name=type` where the element is only known inside; `other*` is anything of another namespace, `any*` anything at all. An attribute
 * with `!` is required. Names without a prefix are those of the model's namespace.
 */
export const schemaTypes = `
tActivity < tFlowNode abstract | ioSpecification? property* dataInputAssociation* dataOutputAssociation* resourceRole* loopCharacteristics? | isForCompensation:boolean startQuantity:integer completionQuantity:integer default:IDREF
tAdHocSubProcess < tSubProcess | completionCondition=tExpression? | cancelRemainingInstances:boolean ordering:tAdHocOrdering
tArtifact < tBaseElement abstract | |
tAssignment < tBaseElement | from=tExpression to=tExpression |
tAssociation < tArtifact | | sourceRef!:QName targetRef!:QName associationDirection:tAssociationDirection
tAuditing < tBaseElement | |
tBaseElement abstract | documentation* extensionElements? | id:ID
tBaseElementWithMixedContent abstract mixed | documentation* extensionElements? | id:ID
tBoundaryEvent < tCatchEvent | | cancelActivity:boolean attachedToRef!:QName
tBusinessRuleTask < tTask | | implementation:anyURI
tCallableElement < tRootElement | supportedInterfaceRef=QName* ioSpecification? ioBinding* | name:string
tCallActivity < tActivity | | calledElement:QName
tCallChoreography < tChoreographyActivity | participantAssociation* | calledChoreographyRef:QName
tCallConversation < tConversationNode | participantAssociation* | calledCollaborationRef:QName
tCancelEventDefinition < tEventDefinition | |
tCatchEvent < tEvent abstract | dataOutput* dataOutputAssociation* outputSet? eventDefinition* eventDefinitionRef=QName* | parallelMultiple:boolean
tCategory < tRootElement | categoryValue* | name:string
tCategoryValue < tBaseElement | | value:string
tChoreography < tCollaboration | flowElement* |
tChoreographyActivity < tFlowNode abstract | participantRef=QName++ correlationKey* | initiatingParticipantRef!:QName loopType:tChoreographyLoopType
tChoreographyTask < tChoreographyActivity | messageFlowRef=QName+ |
tCollaboration < tRootElement | participant* messageFlow* artifact* conversationNode* conversationAssociation* participantAssociation* messageFlowAssociation* correlationKey* choreographyRef=QName* conversationLink* | name:string isClosed:boolean
tCompensateEventDefinition < tEventDefinition | | waitForCompletion:boolean activityRef:QName
tComplexBehaviorDefinition < tBaseElement | condition=tFormalExpression event=tImplicitThrowEvent? |
tComplexGateway < tGateway | activationCondition=tExpression? | default:IDREF
tConditionalEventDefinition < tEventDefinition | condition=tExpression |
tConversation < tConversationNode | |
tConversationAssociation < tBaseElement | | innerConversationNodeRef!:QName outerConversationNodeRef!:QName
tConversationLink < tBaseElement | | name:string sourceRef!:QName targetRef!:QName
tConversationNode < tBaseElement abstract | participantRef=QName* messageFlowRef=QName* correlationKey* | name:string
tCorrelationKey < tBaseElement | correlationPropertyRef=QName* | name:string
tCorrelationProperty < tRootElement | correlationPropertyRetrievalExpression+ | name:string type:QName
tCorrelationPropertyBinding < tBaseElement | dataPath=tFormalExpression | correlationPropertyRef!:QName
tCorrelationPropertyRetrievalExpression < tBaseElement | messagePath=tFormalExpression | messageRef!:QName
tCorrelationSubscription < tBaseElement | correlationPropertyBinding* | correlationKeyRef!:QName
tDataAssociation < tBaseElement | sourceRef=IDREF* targetRef=IDREF transformation=tFormalExpression? assignment* |
tDataInput < tBaseElement | dataState? | name:string itemSubjectRef:QName isCollection:boolean
tDataInputAssociation < tDataAssociation | |
tDataObject < tFlowElement | dataState? | itemSubjectRef:QName isCollection:boolean
tDataObjectReference < tFlowElement | dataState? | itemSubjectRef:QName dataObjectRef:IDREF
tDataOutput < tBaseElement | dataState? | name:string itemSubjectRef:QName isCollection:boolean
tDataOutputAssociation < tDataAssociation | |
tDataState < tBaseElement | | name:string
tDataStore < tRootElement | dataState? | name:string capacity:integer isUnlimited:boolean itemSubjectRef:QName
tDataStoreReference < tFlowElement | dataState? | itemSubjectRef:QName dataStoreRef:QName
tDocumentation mixed | any* | id:ID textFormat:string
tEndEvent < tThrowEvent | |
tEndPoint < tRootElement | |
tError < tRootElement | | name:string errorCode:string structureRef:QName
tErrorEventDefinition < tEventDefinition | | errorRef:QName
tEscalation < tRootElement | | name:string escalationCode:string structureRef:QName
tEscalationEventDefinition < tEventDefinition | | escalationRef:QName
tEvent < tFlowNode abstract | property* |
tEventBasedGateway < tGateway | | instantiate:boolean eventGatewayType:tEventBasedGatewayType
tEventDefinition < tRootElement abstract | |
tExclusiveGateway < tGateway | | default:IDREF
tExpression < tBaseElementWithMixedContent | |
tExtension | documentation* | definition:QName mustUnderstand:boolean
tExtensionElements | other* |
tFlowElement < tBaseElement abstract | auditing? monitoring? categoryValueRef=QName* | name:string
tFlowNode < tFlowElement abstract | incoming=QName* outgoing=QName* |
tFormalExpression < tExpression | | language:anyURI evaluatesToTypeRef:QName
tGateway < tFlowNode | | gatewayDirection:tGatewayDirection
tGlobalBusinessRuleTask < tGlobalTask | | implementation:anyURI
tGlobalChoreographyTask < tChoreography | | initiatingParticipantRef:QName
tGlobalConversation < tCollaboration | |
tGlobalManualTask < tGlobalTask | |
tGlobalScriptTask < tGlobalTask | script? | scriptLanguage:anyURI
tGlobalTask < tCallableElement | resourceRole* |
tGlobalUserTask < tGlobalTask | rendering* | implementation:anyURI
tGroup < tArtifact | | categoryValueRef:QName
tHumanPerformer < tPerformer | |
tImplicitThrowEvent < tThrowEvent | |
tInclusiveGateway < tGateway | | default:IDREF
tInputSet < tBaseElement | dataInputRefs=IDREF* optionalInputRefs=IDREF* whileExecutingInputRefs=IDREF* outputSetRefs=IDREF* | name:string
tInterface < tRootElement | operation+ | name!:string implementationRef:QName
tIntermediateCatchEvent < tCatchEvent | |
tIntermediateThrowEvent < tThrowEvent | |
tInputOutputBinding < tBaseElement | | operationRef!:QName inputDataRef!:IDREF outputDataRef!:IDREF
tInputOutputSpecification < tBaseElement | dataInput* dataOutput* inputSet+ outputSet+ |
tItemDefinition < tRootElement | | structureRef:QName isCollection:boolean itemKind:tItemKind
tLane < tBaseElement | partitionElement=tBaseElement? flowNodeRef=IDREF* childLaneSet=tLaneSet? | name:string partitionElementRef:QName
tLaneSet < tBaseElement | lane* | name:string
tLinkEventDefinition < tEventDefinition | source=QName* target=QName? | name!:string
tLoopCharacteristics < tBaseElement abstract | |
tManualTask < tTask | |
tMessage < tRootElement | | name:string itemRef:QName
tMessageEventDefinition < tEventDefinition | operationRef=QName? | messageRef:QName
tMessageFlow < tBaseElement | | name:string sourceRef!:QName targetRef!:QName messageRef:QName
tMessageFlowAssociation < tBaseElement | | innerMessageFlowRef!:QName outerMessageFlowRef!:QName
tMonitoring < tBaseElement | |
tMultiInstanceLoopCharacteristics < tLoopCharacteristics | loopCardinality=tExpression? loopDataInputRef=QName? loopDataOutputRef=QName? inputDataItem=tDataInput? outputDataItem=tDataOutput? complexBehaviorDefinition* completionCondition=tExpression? | isSequential:boolean behavior:tMultiInstanceFlowCondition oneBehaviorEventRef:QName noneBehaviorEventRef:QName
tOperation < tBaseElement | inMessageRef=QName outMessageRef=QName? errorRef=QName* | name!:string implementationRef:QName
tOutputSet < tBaseElement | dataOutputRefs=IDREF* optionalOutputRefs=IDREF* whileExecutingOutputRefs=IDREF* inputSetRefs=IDREF* | name:string
tParallelGateway < tGateway | |
tParticipant < tBaseElement | interfaceRef=QName* endPointRef=QName* participantMultiplicity? | name:string processRef:QName
tParticipantAssociation < tBaseElement | innerParticipantRef=QName outerParticipantRef=QName |
tParticipantMultiplicity < tBaseElement | | minimum:int maximum:int
tPartnerEntity < tRootElement | participantRef=QName* | name:string
tPartnerRole < tRootElement | participantRef=QName* | name:string
tPerformer < tResourceRole | |
tPotentialOwner < tHumanPerformer | |
tProcess < tCallableElement | auditing? monitoring? property* laneSet* flowElement* artifact* resourceRole* correlationSubscription* supports=QName* | processType:tProcessType isClosed:boolean isExecutable:boolean definitionalCollaborationRef:QName
tProperty < tBaseElement | dataState? | name:string itemSubjectRef:QName
tReceiveTask < tTask | | implementation:anyURI instantiate:boolean messageRef:QName operationRef:QName
tRelationship < tBaseElement | source=QName+ target=QName+ | type!:string direction:tRelationshipDirection
tRendering < tBaseElement | |
tResource < tRootElement | resourceParameter* | name!:string
tResourceAssignmentExpression < tBaseElement | expression |
tResourceParameter < tBaseElement | | name:string type:QName isRequired:boolean
tResourceParameterBinding < tBaseElement | expression | parameterRef!:QName
tResourceRole < tBaseElement | resourceRef=QName? resourceParameterBinding* resourceAssignmentExpression? | name:string
tRootElement < tBaseElement abstract | |
tScriptTask < tTask | script? | scriptFormat:string
tScript mixed | any* |
tSendTask < tTask | | implementation:anyURI messageRef:QName operationRef:QName
tSequenceFlow < tFlowElement | conditionExpression=tExpression? | sourceRef!:IDREF targetRef!:IDREF isImmediate:boolean
tServiceTask < tTask | | implementation:anyURI operationRef:QName
tSignal < tRootElement | | name:string structureRef:QName
tSignalEventDefinition < tEventDefinition | | signalRef:QName
tStandardLoopCharacteristics < tLoopCharacteristics | loopCondition=tExpression? | testBefore:boolean loopMaximum:integer
tStartEvent < tCatchEvent | | isInterrupting:boolean
tSubChoreography < tChoreographyActivity | flowElement* artifact* |
tSubConversation < tConversationNode | conversationNode* |
tSubProcess < tActivity | laneSet* flowElement* artifact* | triggeredByEvent:boolean
tTask < tActivity | |
tTerminateEventDefinition < tEventDefinition | |
tTextAnnotation < tArtifact | text? | textFormat:string
tText mixed | any* |
tThrowEvent < tEvent abstract | dataInput* dataInputAssociation* inputSet? eventDefinition* eventDefinitionRef=QName* |
tTimerEventDefinition < tEventDefinition | timeDate=tExpression|timeDuration=tExpression|timeCycle=tExpression? |
tTransaction < tSubProcess | | method:anyURI
tUserTask < tTask | rendering* | implementation:anyURI
bpmndi:BPMNDiagram < di:Diagram | bpmndi:BPMNPlane bpmndi:BPMNLabelStyle* |
bpmndi:BPMNPlane < di:Plane | | bpmnElement:QName
bpmndi:BPMNEdge < di:LabeledEdge | bpmndi:BPMNLabel? | bpmnElement:QName sourceElement:QName targetElement:QName messageVisibleKind:bpmndi:MessageVisibleKind
bpmndi:BPMNShape < di:LabeledShape | bpmndi:BPMNLabel? | bpmnElement:QName isHorizontal:boolean isExpanded:boolean isMarkerVisible:boolean isMessageVisible:boolean participantBandKind:bpmndi:ParticipantBandKind choreographyActivityShape:QName
bpmndi:BPMNLabel < di:Label | | labelStyle:QName
bpmndi:BPMNLabelStyle < di:Style | dc:Font |
dc:Font | | name:string size:double isBold:boolean isItalic:boolean isUnderline:boolean isStrikeThrough:boolean
dc:Point | | x!:double y!:double
dc:Bounds | | x!:double y!:double width!:double height!:double
di:DiagramElement abstract | di:extension=di:extension? | id:ID
di:Diagram abstract | | name:string documentation:string resolution:double id:ID
di:Node < di:DiagramElement abstract | |
di:Edge < di:DiagramElement abstract | di:waypoint=dc:Point++ |
di:LabeledEdge < di:Edge abstract | |
di:Shape < di:Node abstract | dc:Bounds |
di:LabeledShape < di:Shape abstract | |
di:Label < di:Node abstract | dc:Bounds? |
di:Plane < di:Node abstract | di:DiagramElement* |
di:Style abstract | | id:ID
tDefinitions | import* extension* rootElement* bpmndi:BPMNDiagram* relationship* | id:ID name:string targetNamespace!:anyURI expressionLanguage:anyURI typeLanguage:anyURI exporter:string exporterVersion:string
tImport | | namespace!:anyURI location!:string importType!:anyURI
di:extension | other* |
`;

/** The elements: `name=type<head`. The type is left out where it is the name's own; an element may stand wherever its head may. */
export const schemaElements = `
activity adHocSubProcess<flowElement artifact assignment association<artifact auditing baseElement baseElementWithMixedContent
boundaryEvent<flowElement businessRuleTask<flowElement callableElement callActivity<flowElement callChoreography<flowElement
callConversation<conversationNode cancelEventDefinition<eventDefinition catchEvent category<rootElement categoryValue choreography<collaboration
choreographyActivity choreographyTask<flowElement collaboration<rootElement compensateEventDefinition<eventDefinition complexBehaviorDefinition
complexGateway<flowElement conditionalEventDefinition<eventDefinition conversation<conversationNode conversationAssociation conversationLink
conversationNode correlationKey correlationProperty<rootElement correlationPropertyBinding correlationPropertyRetrievalExpression
correlationSubscription dataAssociation dataInput dataInputAssociation dataObject<flowElement dataObjectReference<flowElement dataOutput
dataOutputAssociation dataState dataStore<rootElement dataStoreReference<flowElement documentation endEvent<flowElement endPoint<rootElement
error<rootElement errorEventDefinition<eventDefinition escalation<rootElement escalationEventDefinition<eventDefinition event<flowElement
eventBasedGateway<flowElement eventDefinition<rootElement exclusiveGateway<flowElement expression extension extensionElements flowElement flowNode
formalExpression<expression gateway globalBusinessRuleTask<rootElement globalChoreographyTask<choreography globalConversation<collaboration
globalManualTask<rootElement globalScriptTask<rootElement globalTask<rootElement globalUserTask<rootElement group<artifact humanPerformer<performer
implicitThrowEvent<flowElement inclusiveGateway<flowElement inputSet interface<rootElement intermediateCatchEvent<flowElement
intermediateThrowEvent<flowElement ioBinding=tInputOutputBinding ioSpecification=tInputOutputSpecification itemDefinition<rootElement lane laneSet
linkEventDefinition<eventDefinition loopCharacteristics manualTask<flowElement message<rootElement messageEventDefinition<eventDefinition messageFlow
messageFlowAssociation monitoring multiInstanceLoopCharacteristics<loopCharacteristics operation outputSet parallelGateway<flowElement participant
participantAssociation participantMultiplicity partnerEntity<rootElement partnerRole<rootElement performer<resourceRole potentialOwner<performer
process<rootElement property receiveTask<flowElement relationship rendering resource<rootElement resourceAssignmentExpression resourceParameter
resourceParameterBinding resourceRole rootElement scriptTask<flowElement script sendTask<flowElement sequenceFlow<flowElement serviceTask<flowElement
signal<rootElement signalEventDefinition<eventDefinition standardLoopCharacteristics<loopCharacteristics startEvent<flowElement
subChoreography<flowElement subConversation<conversationNode subProcess<flowElement task<flowElement terminateEventDefinition<eventDefinition
textAnnotation<artifact text throwEvent timerEventDefinition<eventDefinition transaction<flowElement userTask<flowElement bpmndi:BPMNDiagram
bpmndi:BPMNPlane bpmndi:BPMNLabelStyle bpmndi:BPMNShape<di:DiagramElement bpmndi:BPMNLabel bpmndi:BPMNEdge<di:DiagramElement dc:Font dc:Point
dc:Bounds di:DiagramElement di:Diagram di:Style di:Node di:Edge di:Shape di:Plane di:LabeledEdge di:Label di:LabeledShape definitions import
`;

/** What attributes of these types may hold. */
export const schemaEnumerations = `
tAdHocOrdering Parallel Sequential
tAssociationDirection None One Both
tChoreographyLoopType None Standard MultiInstanceSequential MultiInstanceParallel
tEventBasedGatewayType Exclusive Parallel
tGatewayDirection Unspecified Converging Diverging Mixed
tItemKind Information Physical
tMultiInstanceFlowCondition None One All Complex
tProcessType None Public Private
tRelationshipDirection None Forward Backward Both
bpmndi:ParticipantBandKind top_initiating middle_initiating bottom_initiating top_non_initiating middle_non_initiating bottom_non_initiating
bpmndi:MessageVisibleKind initiating non_initiating
`;
