import type { DrawnModel } from './model.ts';

/** A clerk asks a scoring service by way of a portal; an answer at once, or later after a second look. Drawn by different people. */
export const creditModels: readonly DrawnModel[] = [
  { title: 'credit 1: two pools, conditions only as labels', tool: 'signavio', want: 'draft', defects: ['bpmn_condition_missing x>j', 'bpmn_condition_missing x>delay'], drawing: `
    pool Bank
    start s "Score wird benötigt"
    send a "Score anfragen"
    event g
    catch ok "Score erhalten" on=message
    catch late "Verzögerung gemeldet" on=message
    catch ok2 "Score erhalten" on=message
    task show "Score anzeigen"
    task wait "Verzögerung anzeigen"
    xor m
    end e "Score liegt vor"
    s > a > g
    g > ok > m
    g > late > wait > ok2 > m
    m > show > e
    pool Scoring
    start rs "Anfrage eingegangen" on=message
    task l1 "Scoring Level 1"
    xor x "Ergebnis?"
    send delay "Verzögerung melden"
    task l2 "Scoring Level 2"
    send res "Ergebnis senden"
    xor j
    end re
    rs > l1 > x
    x > j "sofort"
    x > delay "verzögert"
    delay > l2 > j > res > re
    a ~> rs "Anfrage"
    delay ~> late "Verzögerung"
    res ~> ok "Ergebnis"
    res ~> ok2` },
  { title: 'credit 2: one pool with lanes, everything a plain task', tool: 'camunda7', want: 'draft', defects: ['bpmn_condition_missing g>show', 'bpmn_condition_missing g>t4'], drawing: `
    pool Credit scoring
    lane Frontend
    start s "request received"
    task t1 "send request to scoring"
    end e "result shown"
    task show "show result"
    lane Scoring service
    task t2 "Score (level 1)"
    xor g "result available?"
    task t3 "Score (level 2)"
    task t4 "report delay"
    s > t1 > t2 > g
    g > show "yes"
    g > t4 "no"
    t4 > t3 > show > e` },
  { title: 'credit 3: the same, but it can run', tool: 'camunda8', want: 'executable', drawing: `
    start s "Score needed" on=message message=score-requested
    service l1 "Score level 1" topic=scoring.level1
    xor g "Result?"
    service l2 "Score level 2" topic=scoring.level2
    send delay "Report delay" topic=portal.delay
    send res "Send score" topic=portal.result
    xor j
    end e "Score sent"
    s > l1 > g
    g > delay "none yet" ? =score = null
    g >> j "there"
    delay > l2 > j > res > e` },
  { title: 'credit 4: timers instead of messages, in French', tool: 'bpmn-js', want: 'draft', defects: ['bpmn_condition_missing g>t3', 'bpmn_condition_missing g>e2'], drawing: `
    start s "Demande de crédit"
    task t1 "Interroger l'agence"
    boundary b "10 secondes" at=t1 on=timer value=PT10S soft=yes
    task t2 "Prévenir l'employé"
    end e1 "Employé prévenu"
    xor g "Score obtenu ?"
    task t3 "Afficher le score"
    end e "Terminé"
    end e2 "Refusé"
    s > t1 > g
    b > t2 > e1
    g > t3 "oui"
    g > e2 "non"
    t3 > e` },
  { title: 'credit 5: somebody forgot the end', tool: 'yaoqiang', want: 'draft', defects: ['bpmn_dead_end c'], drawing: `
    start s "begin"
    task a "Request score"
    task b "Compute score"
    task c "Show score"
    s > a > b > c` },
  { title: 'credit 6: gateways used as joins and splits at once, unnamed', tool: 'adonis', want: 'draft', defects: ['bpmn_condition_missing g>b', 'bpmn_condition_missing g>c'], drawing: `
    start s
    task a "Scoring anfordern"
    xor g
    task b "Level 1"
    task c "Level 2"
    end e
    s > a > g
    g > b
    g > c
    b > g
    c > e` },
  { title: 'credit 7: nobody connected the sub-process', tool: 'architect', want: 'draft', defects: ['bpmn_dead_end p', 'bpmn_unreachable p', 'bpmn_start_missing p', 'bpmn_dead_end x2'], drawing: `
    start s "Application"
    sub p "Scoring" {
      task x1 "Level 1"
      task x2 "Level 2"
      x1 > x2
    }
    end e "Answer"
    s > e` },
  { title: 'credit 8: waits with an event-based gateway after which a task stands', tool: 'bonita', want: 'draft', defects: ['bpmn_event_gateway_follower b'], drawing: `
    start s "Start"
    task a "Ask agency"
    event g "?"
    task b "Receive score"
    catch c "no answer" on=timer value=PT10M
    end e1 "End1"
    end e2 "End2"
    s > a > g
    g > b > e1
    g > c > e2` },
  { title: 'credit 9: people, groups and forms, runs on Camunda 7', tool: 'camunda7', want: 'executable', drawing: `
    start s "Antrag"
    service score "Score abfragen" topic=bureau.score
    xor g "Score reicht?"
    user check "Antrag prüfen" group=kredit form=pruefung
    xor g2 "Genehmigt?"
    end yes "Kredit zugesagt"
    end no "Kredit abgelehnt"
    s > score > g
    g > yes "gut" ? \${score >= 700}
    g >> check
    check > g2
    g2 > yes "ja" ? \${approved == true}
    g2 >> no "nein"` },
  { title: 'credit 10: the same with code behind it', tool: 'camunda7', want: 'refused', defects: ['bpmn_foreign_code score', 'bpmn_foreign_code check', 'bpmn_foreign_code book'], drawing: `
    start s "Antrag"
    service score "Score abfragen" class=org.bank.ScoreDelegate
    user check "Antrag prüfen" group=kredit listener=yes
    service book "Buchen" delegate="\${bookingDelegate}"
    end e
    s > score > check > book > e` },
  { title: 'credit 11: conditions in words', tool: 'signavio', want: 'draft', defects: ['bpmn_condition_words g>b', 'bpmn_condition_words g>c'], drawing: `
    start s "Antrag da"
    task a "Bonität prüfen"
    xor g "Betrag?"
    task b "Chef fragen"
    task c "Direkt zusagen"
    end e
    s > a > g
    g > b "groß" ? Betrag > 1000 EUR
    g > c "klein" ? sonst
    b > e
    c > e` },
  { title: 'credit 12: inclusive gateway and a start without a name', tool: 'yaoqiang', want: 'draft', defects: ['bpmn_condition_missing o>a', 'bpmn_condition_missing o>b'], drawing: `
    start s
    or o
    task a "Ask agency A"
    task b "Ask agency B"
    or j
    task c "Compare"
    end e
    s > o
    o > a > j
    o > b > j
    j > c > e` },
  { title: 'credit 13: the bank as a black box', tool: 'bpmn-js', want: 'executable', drawing: `
    closed Bank
    pool Agentur
    start s "Anfrage" on=message
    task a "Score berechnen"
    end e "Score gesendet" on=message
    s > a > e
    Bank ~> s "Anfrage"
    e ~> Bank` },
  { title: 'credit 14: a flow goes from one pool to the other', tool: 'architect', want: 'draft', defects: ['bpmn_flow_crosses a>b', 'bpmn_dead_end a', 'bpmn_start_missing process1'], drawing: `
    pool Clerk
    start s "need score"
    task a "ask"
    s > a
    a > b
    pool Agency
    task b "score"
    end e
    b > e` },
  { title: 'credit 15: a picture with notes and data', tool: 'signavio', want: 'executable', drawing: `
    start s "Anfrage"
    task a "Score ermitteln"
    data d "Score (Zahl)"
    store db "Kundendatenbank"
    note n "dauert manchmal länger|als gedacht"
    end e "fertig"
    s > a > e
    a -- d
    db -- a
    a -- n` },
  { title: 'credit 16: decides by a rule and takes three guarantors in turn', tool: 'camunda8', want: 'executable', drawing: `
    start s "Application"
    rule r "Limit" decision=limit result=limit
    user g "Ask guarantor" form=guarantor group=credit loop=3
    xor x "Enough?"
    end yes "Granted"
    end no "Declined"
    s > r > g > x
    x > yes "yes" ? =limit >= amount
    x >> no "no"` },
];
