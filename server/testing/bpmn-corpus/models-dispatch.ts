import type { DrawnModel } from './model.ts';

/** Goods leave a hardware shop: special carrier or parcel, insurance if needed, package meanwhile. Drawn by different people. */
export const dispatchModels: readonly DrawnModel[] = [
  { title: 'dispatch 1: the way it was meant, labels for conditions', tool: 'signavio', want: 'draft', defects: ['bpmn_condition_missing d>off', 'bpmn_condition_missing d>chk', 'bpmn_condition_missing chk>ins', 'bpmn_condition_missing chk>lab'], drawing: `
    pool Hardware Retailer
    lane Logistics Manager
    task ins "Take out extra insurance"
    lane Secretary
    start s "Goods to ship"
    and f
    xor d "Mode of delivery"
    task off "Request quotes from carriers"
    task sel "Assign carrier & prepare paperwork"
    or chk "extra insurance required?"
    task lab "Fill in a post label"
    or j1
    xor j2
    lane Warehouse Worker
    task pack "Package goods"
    and j
    task area "Add paperwork and move package to pick area"
    end e "Goods available for pick"
    s > f
    f > d
    f > pack > j
    d > off "special carrier"
    d > chk "normal post"
    off > sel > j2
    chk > ins "if insurance necessary"
    chk > lab "always"
    ins > j1
    lab > j1
    j1 > j2 > j > area > e` },
  { title: 'dispatch 2: no gateways at all, arrows leave the tasks', tool: 'bpmn-js', want: 'executable', drawing: `
    start s "Ware bestellt"
    task a "Versandart klären"
    task b "Ware verpacken"
    end e "Versandfertig"
    s > a > b > e` },
  { title: 'dispatch 3: parallel split never joined', tool: 'camunda7', want: 'executable', drawing: `
    start s "Goods ordered"
    and f
    user a "Pack goods" group=warehouse
    user b "Write label" group=office
    end e1 "packed"
    end e2 "labelled"
    s > f
    f > a > e1
    f > b > e2` },
  { title: 'dispatch 4: split parallel, joined exclusive, conditions missing', tool: 'yaoqiang', want: 'draft', defects: ['bpmn_condition_missing d>p', 'bpmn_condition_missing d>c'], drawing: `
    start s "start"
    and f
    task pack "package"
    xor d "size?"
    task p "post"
    task c "carrier"
    xor j
    end e "end"
    s > f
    f > pack > j
    f > d
    d > p > j
    d > c > j
    j > e` },
  { title: 'dispatch 5: two starts, three ends, a task nobody reaches', tool: 'adonis', want: 'draft', defects: ['bpmn_start_ambiguous s2', 'bpmn_unreachable lost', 'bpmn_unreachable e3'], drawing: `
    start s1 "Bestellung"
    start s2 "Auftrag"
    task a "Verpacken"
    task b "Versichern"
    task lost "Rechnung schreiben"
    end e1
    end e2
    end e3
    s1 > a > e1
    s2 > b > e2
    lost > e3` },
  { title: 'dispatch 6: lanes for everyone and rules that run', tool: 'camunda8', want: 'executable', drawing: `
    pool Shop
    lane Office
    start s "Goods to ship"
    and f
    xor d "Big?"
    user quote "Get three quotes" form=quotes
    user label "Write label" form=label
    xor m
    lane Warehouse
    user pack "Pack" form=pack
    and j
    manual move "Move to pick area"
    end e "Ready"
    s > f
    f > pack > j
    f > d
    d > quote "big" ? =weight > 30
    d >> label "small"
    quote > m
    label > m
    m > j > move > e` },
  { title: 'dispatch 7: everything in one sub-process with a boundary event', tool: 'bpmn-js', want: 'draft', defects: ['bpmn_timer_missing t'], drawing: `
    start s "Order"
    sub p "Prepare shipment" {
      start is
      task a "Pack"
      task b "Label"
      end ie
      is > a > b > ie
    }
    boundary t "too late" at=p on=timer
    task call "Call customer"
    end e "Sent"
    end e2 "Customer called"
    s > p > e
    t > call > e2` },
  { title: 'dispatch 8: intermediate events instead of tasks', tool: 'architect', want: 'draft', defects: ['bpmn_signal_missing c', 'bpmn_event_undefined a'], drawing: `
    start s "Order in"
    catch a "Goods packed"
    throw b "Label written"
    catch c "Carrier there" on=signal
    end e
    s > a > b > c > e` },
  { title: 'dispatch 9: French, default flow, number of parcels', tool: 'camunda7', want: 'executable', drawing: `
    start s "Commande reçue"
    user t "Emballer" loop=2 group=entrepot
    xor g "Assurance ?"
    service i "Assurer" topic=assureur.souscrire
    xor m
    end f "Prêt"
    s > t > g
    g > i "oui" ? \${valeur > 1000}
    g >> m "non"
    i > m > f` },
  { title: 'dispatch 10: many instances, but how many?', tool: 'signavio', want: 'draft', defects: ['bpmn_instances_missing q', 'bpmn_loop_condition_missing r'], drawing: `
    start s "Goods"
    task q "Ask carriers" loop=many
    task r "Repeat until answered" loop=standard
    end e "done"
    s > q > r > e` },
  { title: 'dispatch 11: the end has a flow and the start is entered', tool: 'bonita', want: 'draft', defects: ['bpmn_flow_into_event b>s', 'bpmn_flow_after_end e>b'], drawing: `
    start s "Start1"
    user a "Pack"
    end e "End1"
    user b "Again"
    s > a > e
    e > b
    b > s` },
  { title: 'dispatch 12: complex gateway without an idea', tool: 'yaoqiang', want: 'draft', defects: ['bpmn_activation_missing d'], drawing: `
    start s
    complex c "which?"
    task a "post"
    task b "carrier"
    complex d
    end e
    s > c
    c > a > d
    c > b > d
    d > e` },
  { title: 'dispatch 13: link events that do not match', tool: 'bpmn-js', want: 'draft', defects: ['bpmn_link_end l1', 'bpmn_link_end l2', 'bpmn_unreachable l2', 'bpmn_unreachable b', 'bpmn_unreachable e'], drawing: `
    start s "Goods"
    task a "Pack"
    throw l1 "to page 2" on=link value=A
    catch l2 "from page 1" on=link value=B
    task b "Ship"
    end e
    s > a > l1
    l2 > b > e` },
  { title: 'dispatch 14: compensation drawn with its association', tool: 'camunda7', want: 'executable', drawing: `
    start s "Order"
    service book "Book carrier" topic=carrier.book
    boundary c at=book on=compensate
    service undo "Cancel carrier" topic=carrier.cancel handler=yes
    user pack "Pack" group=warehouse
    xor g "Goods there?"
    throw back "Undo" on=compensate
    end e "Sent"
    end e2 "Not sent"
    s > book > pack > g
    g > e "yes" ? \${there}
    g >> back "no"
    back > e2
    c -- undo` },
  { title: 'dispatch 15: compensation without a handler, cancel outside a transaction', tool: 'signavio', want: 'draft', defects: ['bpmn_handler_missing c', 'bpmn_cancel_outside e'], drawing: `
    start s "Order"
    task book "Book carrier"
    boundary c at=book on=compensate
    task pack "Pack"
    end e "Cancelled" on=cancel
    s > book > pack > e` },
  { title: 'dispatch 16: choreography in the middle', tool: 'bpmn-js', want: 'refused', defects: ['bpmn_element_unknown ch', 'bpmn_reference_missing ch', 'bpmn_reference_missing ch', 'bpmn_reference_missing ch', 'bpmn_unreachable e'], drawing: `
    start s "Order"
    choreography ch "Talk to carrier"
    end e "Sent"
    s > ch > e` },
];
