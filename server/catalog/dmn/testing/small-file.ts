/** A file of decisions around these elements, in DMN 1.3, 1.4 or 1.5. */
export function fileOf(body: string, year = '20191111', attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/${year}/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/${year}/DMNDI/" xmlns:other="urn:other" id="file" name="File" namespace="urn:file" ${attributes}>
${body}
</definitions>`;
}

/** Ids have no spaces. */
const idXml = (name: string): string => name.replaceAll(' ', '_');

export const inputXml = (name: string, type?: string): string => `<inputData id="${idXml(name)}" name="${name}"><variable name="${name}"${type === undefined ? '' : ` typeRef="${type}"`}/></inputData>`;

export const textXml = (text: string): string => `<literalExpression><text><![CDATA[${text}]]></text></literalExpression>`;

/** A decision; `requires` are ids of input data, decisions after `!`, knowledge after `?`. */
export function decisionXml(name: string, logic: string, requires: readonly string[] = [], type?: string): string {
  const requirement = (id: string): string =>
    id.startsWith('?')
      ? `<knowledgeRequirement><requiredKnowledge href="#${id.slice(1)}"/></knowledgeRequirement>`
      : `<informationRequirement>${id.startsWith('!') ? `<requiredDecision href="#${id.slice(1)}"/>` : `<requiredInput href="#${id}"/>`}</informationRequirement>`;
  const variable = `<variable name="${name}"${type === undefined ? '' : ` typeRef="${type}"`}/>`;
  return `<decision id="${idXml(name)}" name="${name}">${variable}${requires.map(requirement).join('')}${logic}</decision>`;
}

/** A table drawn as `'a | b || x'`, then its rules; texts are escaped. */
export function tableXml(attributes: string, lines: readonly string[], outputs = ''): string {
  const cells = (side: string | undefined): readonly string[] => (side ?? '').split('|').map((cell) => cell.trim());
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const [head = '', ...rules] = lines;
  const [inputs, names] = head.split('||');
  const columns = cells(inputs).map((text, i) => `<input id="i${String(i)}"><inputExpression><text>${escaped(text)}</text></inputExpression></input>`);
  const rows = rules.map((rule, i) => {
    const [tests, results] = rule.split('||');
    const entries = [...cells(tests).map((text) => `<inputEntry><text>${escaped(text)}</text></inputEntry>`), ...cells(results).map((text) => `<outputEntry><text>${escaped(text)}</text></outputEntry>`)];
    return `<rule id="r${String(i + 1)}">${entries.join('')}</rule>`;
  });
  return `<decisionTable id="table" ${attributes}>${columns.join('')}${outputs === '' ? cells(names).map((name) => `<output name="${name}"/>`).join('') : outputs}${rows.join('')}</decisionTable>`;
}
