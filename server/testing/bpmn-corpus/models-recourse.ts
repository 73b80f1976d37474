import type { DrawnModel } from './model.ts';

/** An insurer takes recourse against whoever caused a damage: ask to pay, wait, remind, sue or close. Drawn by different people. */
export const recourseModels: readonly DrawnModel[] = [
  { title: 'recourse 1: as taught, with event-based gateway and deadlines in words', tool: 'signavio', want: 'draft', defects: ['bpmn_message_missing pay', 'bpmn_message_missing obj', 'bpmn_timer_words late', 'bpmn_condition_missing g>no', 'bpmn_condition_missing g>ask', 'bpmn_condition_missing g2>e1', 'bpmn_condition_missing g2>col'], drawing: `
    start s "Recourse case received"
    task chk "Check case"
    xor g "Recourse possible?"
    end no "No recourse"
    task ask "Send request for payment"
    event w
    catch pay "Payment received" on=message
    catch obj "Objection received" on=message
    catch late "Deadline" on=timer value="14 Tage"
    task book "Book payment"
    xor g2 "Justified?"
    task col "Hand over to collection agency"
    end e1 "Case closed"
    end e2 "Handed over"
    s > chk > g
    g > no "no"
    g > ask "yes"
    ask > w
    w > pay > book > e1
    w > obj > g2
    w > late > col > e2
    g2 > e1 "yes"
    g2 > col "no"` },
  { title: 'recourse 2: the same made to run', tool: 'camunda7', want: 'executable', drawing: `
    start s "Fall eingegangen"
    user chk "Fall prüfen" group=regress form=pruefung
    xor g "Regress möglich?"
    end no "Kein Regress"
    send ask "Zahlungsaufforderung" topic=post.brief
    event w
    catch pay "Zahlung" on=message message=zahlung
    catch late "Frist" on=timer value=P14D
    service book "Verbuchen" topic=core.book
    send col "Inkasso" topic=post.inkasso
    end e1 "Erledigt"
    end e2 "Abgegeben"
    s > chk > g
    g > ask "ja" ? \${recoursePossible}
    g >> no "nein"
    ask > w
    w > pay > book > e1
    w > late > col > e2` },
  { title: 'recourse 3: reminders in a loop back, timers without a time', tool: 'adonis', want: 'draft', defects: ['bpmn_timer_missing t', 'bpmn_condition_missing g>e', 'bpmn_condition_missing g>m'], drawing: `
    start s "Schadenfall"
    task a "Regress anmelden"
    catch t "Frist abgelaufen" on=timer
    xor g "gezahlt?"
    task m "Mahnen"
    end e "bezahlt"
    s > a > t > g
    g > e "ja"
    g > m "nein"
    m > t` },
  { title: 'recourse 4: conditional start without a condition', tool: 'signavio', want: 'draft', defects: ['bpmn_event_condition_missing s'], drawing: `
    start s "Insurance reclaim note" on=conditional
    task a "Is reclaim valid?"
    task b "Send request for payment"
    task c "Mark case as closed"
    end e "Case closed"
    s > a
    a > b "Yes"
    a > c "No"
    b > c > e` },
  { title: 'recourse 5: a sub-process with an event sub-process that lacks its trigger', tool: 'bpmn-js', want: 'draft', defects: ['bpmn_event_start es'], drawing: `
    start s "case"
    sub p "Collect" {
      start i
      task a "Write letter"
      end o
      i > a > o
      sub ev "Debtor pays" event=yes {
        start es "paid"
        end ee
        es > ee
      }
    }
    end e
    s > p > e` },
  { title: 'recourse 6: everything ends with terminate, errors with codes', tool: 'camunda8', want: 'executable', drawing: `
    start s "Case"
    service ask "Ask to pay" topic=letters.claim
    boundary b "No address" at=ask on=error value=NO_ADDRESS
    user find "Find address" form=address
    catch w "Two weeks" on=timer value=P14D
    end e "Over" on=terminate
    s > ask > w > e
    b > find > ask` },
  { title: 'recourse 7: a boundary event on nothing', tool: 'yaoqiang', want: 'draft', defects: ['bpmn_reference_missing b'], drawing: `
    start s
    task a "Claim"
    boundary b at=nowhere on=timer value=P14D
    end e
    end e2
    s > a > e
    b > e2` },
  { title: 'recourse 8: escalation to the boss beside the work', tool: 'camunda7', want: 'executable', drawing: `
    start s "Case"
    sub p "Claim" {
      start i
      user a "Write claim" group=recourse
      xor g "Large?"
      throw up "Tell boss" on=escalation value=large
      xor j
      end o
      i > a > g
      g > up "yes" ? \${amount > 10000}
      g >> j "no"
      up > j > o
    }
    boundary b "large" at=p on=escalation value=large soft=yes
    user boss "Look at it" group=lead
    end e
    end e2
    s > p > e
    b > boss > e2` },
  { title: 'recourse 9: cron and days in words', tool: 'camunda7', want: 'draft', defects: ['bpmn_timer_words s', 'bpmn_timer_words c'], drawing: `
    start s "every Monday" on=timer value="0 0 9 ? * MON"
    user a "Check open claims" group=recourse
    catch c "wait" on=timer value="3 Tage"
    end e
    s > a > c > e` },
  { title: 'recourse 10: a groovy script', tool: 'camunda7', want: 'refused', defects: ['bpmn_script_language x'], drawing: `
    start s "Case"
    script x "Compute" lang=groovy script="sum = a + b"
    end e
    s > x > e` },
  { title: 'recourse 11: a FEEL script', tool: 'bpmn-js', want: 'executable', drawing: `
    start s "Case"
    script x "Compute" lang=FEEL script="amount * 0.2"
    end e "Done"
    s > x > e` },
  { title: 'recourse 12: calls what is not there', tool: 'camunda8', want: 'draft', defects: ['bpmn_called_unknown c'], drawing: `
    start s "Case"
    call c "Collect" calls=collection-process
    end e
    s > c > e` },
  { title: 'recourse 13: calls itself', tool: 'bpmn-js', want: 'refused', defects: ['bpmn_call_circle c'], drawing: `
    start s "Case"
    call c "Again" calls=self
    end e
    s > c > e` },
  { title: 'recourse 14: signals without a name, message end without a message', tool: 'architect', want: 'draft', defects: ['bpmn_signal_missing s', 'bpmn_message_missing e'], drawing: `
    start s "Case" on=signal
    task a "Claim"
    end e "Told" on=message
    s > a > e` },
  { title: 'recourse 15: parallel multiple start, as a picture', tool: 'yaoqiang', want: 'draft', defects: ['bpmn_message_missing s', 'bpmn_signal_missing s'], drawing: `
    start s "Letter or call" on=message,signal
    task a "Take up"
    end e "Done"
    s > a > e` },
  { title: 'recourse 16: transaction with cancel, drawn right', tool: 'bpmn-js', want: 'executable', drawing: `
    start s "Case"
    transaction t "Settle" {
      start i
      user a "Agree on sum"
      xor g "Agreed?"
      end ok "Agreed"
      end no "No deal" on=cancel
      i > a > g
      g > ok "yes" ? agreed
      g >> no "no"
    }
    boundary b "cancelled" at=t on=cancel
    user court "Prepare court"
    end e1 "Settled"
    end e2 "At court"
    s > t > e1
    b > court > e2` },
];
