import type { DrawnModel } from './model.ts';

/** A self-service restaurant, a club, a hotline, an account: what people draw in courses and on whiteboards. */
export const otherModels: readonly DrawnModel[] = [
  { title: 'restaurant 1: guest, cashier and cook as pools', tool: 'signavio', want: 'executable', drawing: `
    pool Guest
    start hungry "Hungry"
    task choose "Choose dish"
    task order "Place order"
    task pay "Pay"
    catch buzz "Buzzer" on=message
    task get "Get meal"
    task eat "Eat"
    end full "Hunger gone"
    hungry > choose > order > pay > buzz > get > eat > full
    pool Employee
    start os "Order" on=message
    task cash "Collect money"
    task setup "Set up buzzer"
    task inform "Inform chef"
    catch ready "Meal ready" on=message
    task ring "Ring buzzer"
    event w
    catch come "Guest comes" on=message
    catch five "5 minutes" on=timer value=PT5M
    task callg "Call guest"
    task hand "Hand over"
    end done
    os > cash > setup > inform > ready > ring > w
    w > come > hand > done
    w > five > callg > w
    pool Chef
    start cs "Dish" on=message
    task cook "Prepare meal"
    task window "Place in hatch"
    end ce "Ready"
    cs > cook > window > ce
    order ~> os "Order"
    inform ~> cs
    window ~> ready "Meal"
    ring ~> buzz
    get ~> come "Guest"` },
  { title: 'restaurant 2: all in one pool, guest as a lane', tool: 'bpmn-js', want: 'executable', drawing: `
    pool Selbstbedienung
    lane Gast
    start s "Hunger"
    user w "Gericht wählen"
    user z "Bezahlen"
    user h "Essen holen"
    end e "Satt"
    lane Küche
    user k "Kochen"
    s > w > z > k > h > e` },
  { title: 'restaurant 3: loops, no time to finish it', tool: 'adonis', want: 'draft', defects: ['bpmn_dead_end s', 'bpmn_dead_end a', 'bpmn_dead_end b', 'bpmn_dead_end x', 'bpmn_unreachable a', 'bpmn_unreachable b', 'bpmn_unreachable x'], drawing: `
    start s "Gast kommt"
    task a "Bestellung aufnehmen"
    task b
    xor x` },
  { title: 'restaurant 4: two end events of the same name, unnamed flow', tool: 'bonita', want: 'executable', drawing: `
    start s "Start"
    user a "Order"
    and f
    user b "Cook"
    user c "Lay table"
    end e1 "End"
    end e2 "End"
    s > a > f
    f > b > e1
    f > c > e2` },
  { title: 'hotline 1: ad-hoc tasks for the agent', tool: 'bpmn-js', want: 'executable', drawing: `
    start s "Call"
    adhoc p "Help the customer" {
      user a "Look up account"
      user b "Note complaint"
      user c "Call back"
    }
    end e "Answered"
    s > p > e` },
  { title: 'hotline 2: error end inside, caught outside, no code', tool: 'signavio', want: 'executable', drawing: `
    start s "Anruf"
    sub p "Anliegen klären" {
      start i "los"
      task a "Zuhören"
      end bad "Nicht lösbar" on=error
      i > a > bad
    }
    boundary b "Nicht lösbar" at=p on=error
    task up "Second Level"
    end e1 "geklärt"
    end e2 "weitergegeben"
    s > p > e1
    b > up > e2` },
  { title: 'club: an exclusive gateway with one way out', tool: 'architect', want: 'executable', drawing: `
    start s "Application"
    xor g "Member?"
    user a "Send letter"
    end e "Sent"
    s > g > a > e` },
  { title: 'account 1: opening in Camunda 8 with instances in parallel and mapping', tool: 'camunda8', want: 'executable', drawing: `
    start s "Application" on=message message=application
    and f
    service kyc "KYC" topic=kyc.check input="=customer.id"
    service aml "AML" topic=aml.screen input="=customer.id"
    and j
    xor r "Risk?"
    user look "Look closely" group=compliance form=risk
    xor m
    service open "Open account" topic=core.open
    end e "Opened"
    s > f
    f > kyc > j
    f > aml > j
    j > r
    r > look "high" ? =risk = "high"
    r >> m "low"
    look > m > open > e` },
  { title: 'account 2: listeners of Camunda 8', tool: 'camunda8', want: 'refused', defects: ['bpmn_foreign_code kyc'], drawing: `
    start s "Application"
    service kyc "KYC" topic=kyc.check listener=yes
    end e
    s > kyc > e` },
  { title: 'account 3: expressions that call beans', tool: 'camunda7', want: 'refused', defects: ['bpmn_expression_calls_code a', 'bpmn_expression_calls_code g>e1'], drawing: `
    start s "Antrag"
    user a "Prüfen" assignee="\${userService.find('x')}" form=f
    xor g "ok?"
    end e1
    end e2
    s > a > g
    g > e1 "ja" ? \${checker.isOk(execution)}
    g >> e2 "nein"` },
  { title: 'account 4: several groups may take it', tool: 'camunda7', want: 'draft', defects: ['bpmn_several_groups a'], drawing: `
    start s "Antrag"
    user a "Prüfen" group=kredit,filiale
    end e
    s > a > e` },
  { title: 'account 5: services without a system', tool: 'bpmn-js', want: 'draft', defects: ['bpmn_connector_missing a', 'bpmn_decision_missing b', 'bpmn_script_missing c', 'bpmn_connector_missing d', 'bpmn_message_missing e', 'bpmn_called_missing f'], drawing: `
    start s "Application"
    service a "Open account"
    rule b "Choose product"
    script c "Compute fee"
    send d "Welcome letter"
    receive e "Answer"
    call f "Card"
    end z
    s > a > b > c > d > e > f > z` },
  { title: 'account 6: receive that starts, message with a name', tool: 'bpmn-js', want: 'executable', drawing: `
    receive r "Application" message=application first=yes
    user a "Check"
    end e "Done"
    r > a > e` },
  { title: 'account 7: a default that is another one\u2019s flow and an event gateway with one way', tool: 'yaoqiang', want: 'draft', defects: ['bpmn_event_gateway_flows g'], drawing: `
    start s
    event g
    catch c on=message message=answer
    task a
    end e
    s > g > c > a > e` },
  { title: 'account 8: an empty canvas', tool: 'bpmn-js', want: 'draft', defects: ['bpmn_empty process0'], drawing: `
    pool Nothing yet` },
  { title: 'account 9: only other people\u2019s pools', tool: 'bpmn-js', want: 'draft', defects: ['bpmn_no_process sample-diagram'], drawing: `
    closed Bank
    closed Customer
    Bank ~> Customer "letter"` },
];
