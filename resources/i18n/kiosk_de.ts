<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AccountCard</name>
    <message>
        <source>Available now</source>
        <comment>S05</comment>
        <translation>Jetzt verfügbar</translation>
    </message>
    <message>
        <source>Notes today</source>
        <comment>S07</comment>
        <translation>Scheine heute</translation>
    </message>
    <message>
        <source>Notes today: %1.</source>
        <comment>S07 spoken</comment>
        <translation>Scheine heute: %1.</translation>
    </message>
</context>
<context>
    <name>AccountPage</name>
    <message>
        <source>Which account?</source>
        <comment>S06</comment>
        <translation>Welches Konto?</translation>
    </message>
    <message>
        <source>Transfer from which account?</source>
        <comment>S21</comment>
        <translation>Von welchem Konto umbuchen?</translation>
    </message>
    <message>
        <source>Transfer to which account?</source>
        <comment>S21a</comment>
        <translation>Auf welches Konto umbuchen?</translation>
    </message>
    <message>
        <source>Beside each account: what is available now.</source>
        <comment>S06</comment>
        <translation>Bei jedem Konto steht, was jetzt verfügbar ist.</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <comment>S06 question, part of the accounts, parts</comment>
        <translation>%1 (%2 von %3)</translation>
    </message>
    <message>
        <source>The money leaves this account.</source>
        <comment>S21</comment>
        <translation>Von diesem Konto geht das Geld ab.</translation>
    </message>
    <message>
        <source>The money comes from here:</source>
        <comment>S21a</comment>
        <translation>Von hier kommt das Geld:</translation>
    </message>
</context>
<context>
    <name>AmountPage</name>
    <message>
        <source>How much cash?</source>
        <comment>S07</comment>
        <translation>Wie viel Bargeld?</translation>
    </message>
</context>
<context>
    <name>AnotherPage</name>
    <message>
        <source>Do anything else?</source>
        <comment>S16</comment>
        <translation>Noch etwas?</translation>
    </message>
    <message>
        <source>Your card is still in the machine.</source>
        <comment>S16</comment>
        <translation>Ihre Karte ist noch im Automaten.</translation>
    </message>
    <message>
        <source>You have your card.</source>
        <comment>S16</comment>
        <translation>Sie haben Ihre Karte.</translation>
    </message>
</context>
<context>
    <name>AttractPage</name>
    <message>
        <source>Insert your card</source>
        <comment>S00</comment>
        <translation>Karte einführen</translation>
    </message>
    <message>
        <source>No cash now.</source>
        <comment>S92</comment>
        <translation>Zurzeit kein Bargeld.</translation>
    </message>
    <message>
        <source>Cash, transfers, deposits, balance, PIN change.</source>
        <comment>S00</comment>
        <translation>Bargeld, Umbuchung, Einzahlung, Kontostand, PIN ändern.</translation>
    </message>
    <message>
        <source>Cash, transfers, balance, PIN change.</source>
        <comment>S00</comment>
        <translation>Bargeld, Umbuchung, Kontostand, PIN ändern.</translation>
    </message>
    <message>
        <source>Transfers, deposits, balance, PIN change.</source>
        <comment>S92</comment>
        <translation>Umbuchung, Einzahlung, Kontostand, PIN ändern.</translation>
    </message>
    <message>
        <source>Transfers, balance, PIN change.</source>
        <comment>S92</comment>
        <translation>Umbuchung, Kontostand, PIN ändern.</translation>
    </message>
    <message>
        <source>Cover the keypad when you type your PIN.</source>
        <comment>S00</comment>
        <translation>Verdecken Sie die Tasten, wenn Sie Ihre PIN eingeben.</translation>
    </message>
    <message>
        <source>Notes today</source>
        <comment>S00</comment>
        <translation>Scheine heute</translation>
    </message>
    <message>
        <source>Notes today: %1.</source>
        <comment>S00 spoken</comment>
        <translation>Scheine heute: %1.</translation>
    </message>
    <message>
        <source>Receipts: printed, or on the screen</source>
        <comment>S00</comment>
        <translation>Belege: gedruckt oder am Bildschirm</translation>
    </message>
    <message>
        <source>Receipts: only on the screen</source>
        <comment>S00</comment>
        <translation>Belege: nur am Bildschirm</translation>
    </message>
</context>
<context>
    <name>BalancePage</name>
    <message>
        <source>Your balance</source>
        <comment>S20</comment>
        <translation>Ihr Kontostand</translation>
    </message>
    <message>
        <source>Available now</source>
        <comment>S20</comment>
        <translation>Jetzt verfügbar</translation>
    </message>
    <message>
        <source>Balance</source>
        <comment>S20</comment>
        <translation>Kontostand</translation>
    </message>
</context>
<context>
    <name>BalancingWords</name>
    <message>
        <source>Print totals</source>
        <comment>M12</comment>
        <translation>Summen drucken</translation>
    </message>
    <message>
        <source>Close</source>
        <comment>M12</comment>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Last slip again</source>
        <comment>M12</comment>
        <translation>Beleg nochmals</translation>
    </message>
    <message>
        <source>Canister %1, HSM</source>
        <comment>M12</comment>
        <translation>Kassette %1, HSM</translation>
    </message>
    <message>
        <source>Bank against machine</source>
        <comment>M12</comment>
        <translation>Bank gegen Automat</translation>
    </message>
    <message>
        <source>Envelopes in</source>
        <comment>M12</comment>
        <translation>Umschläge</translation>
    </message>
    <message>
        <source>Canister %1, notes: %2</source>
        <comment>M12</comment>
        <translation>Kassette %1, Scheine: %2</translation>
    </message>
    <message>
        <source>Canisters %1 and %2, notes: %3</source>
        <comment>M12</comment>
        <translation>Kassetten %1 und %2, Scheine: %3</translation>
    </message>
    <message>
        <source>Canister %1, notes: %2, %3</source>
        <comment>M12</comment>
        <translation>Kassette %1, Scheine: %2, %3</translation>
    </message>
    <message>
        <source>Not settled: see 9</source>
        <comment>M12</comment>
        <translation>Offen: siehe 9</translation>
    </message>
    <message>
        <source>Nothing is loaded</source>
        <comment>M12</comment>
        <translation>Nichts ist gefüllt</translation>
    </message>
    <message>
        <source>Bank holds money</source>
        <comment>M12</comment>
        <translation>Bank hält Geld</translation>
    </message>
    <message>
        <source>Counters differ</source>
        <comment>M12</comment>
        <translation>Zähler verschieden</translation>
    </message>
    <message>
        <source>The journal can&apos;t be read. Nothing is known of the notes.</source>
        <comment>M12</comment>
        <translation>Das Journal ist nicht lesbar. Von den Scheine ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Start</source>
        <comment>M12</comment>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>In or out</source>
        <comment>M12</comment>
        <translation>+/−</translation>
    </message>
    <message>
        <source>Paid out</source>
        <comment>M12</comment>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>To the bin</source>
        <comment>M12</comment>
        <translation>Im Fach</translation>
    </message>
    <message>
        <source>Expected</source>
        <comment>M12</comment>
        <translation>Soll</translation>
    </message>
    <message>
        <source>Counted</source>
        <comment>M12</comment>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Difference</source>
        <comment>M12</comment>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Note</source>
        <comment>M12</comment>
        <translation>Schein</translation>
    </message>
    <message>
        <source>Close the period</source>
        <comment>M12</comment>
        <translation>Zeitraum abschließen</translation>
    </message>
    <message>
        <source>Count again</source>
        <comment>M12</comment>
        <translation>Nochmals zählen</translation>
    </message>
    <message>
        <source>Never closed</source>
        <comment>M12</comment>
        <translation>Noch nie</translation>
    </message>
    <message>
        <source>Period %1 began</source>
        <comment>M12</comment>
        <translation>Zeitraum %1 begann</translation>
    </message>
    <message>
        <source>Reject bin</source>
        <comment>M12</comment>
        <translation>Ausschuss</translation>
    </message>
    <message>
        <source>Retract bin</source>
        <comment>M12</comment>
        <translation>Rückgabe</translation>
    </message>
    <message>
        <source>Unknown: count it</source>
        <comment>M12</comment>
        <translation>Unbekannt: bitte zählen</translation>
    </message>
    <message>
        <source>Canister %1, in doubt</source>
        <comment>M12</comment>
        <translation>Kassette %1, unklar</translation>
    </message>
    <message>
        <source>Canister %1, loads unknown here</source>
        <comment>M12</comment>
        <translation>Kassette %1, Füllungen unbekannt</translation>
    </message>
    <message>
        <source>Paid out in all</source>
        <comment>M12</comment>
        <translation>Insgesamt ausgezahlt</translation>
    </message>
    <message>
        <source>No difference</source>
        <comment>M12</comment>
        <translation>Keine Differenz</translation>
    </message>
    <message>
        <source>Bank does not answer</source>
        <comment>M12</comment>
        <translation>Bank antwortet nicht</translation>
    </message>
    <message>
        <source>Bank refuses</source>
        <comment>M12</comment>
        <translation>Bank lehnt ab</translation>
    </message>
    <message>
        <source>Bank counts from another close</source>
        <comment>M12</comment>
        <translation>Bank zählt ab anderem Abschluss</translation>
    </message>
    <message>
        <source>The bank has said</source>
        <comment>M12</comment>
        <translation>Die Bank hat geantwortet</translation>
    </message>
    <message>
        <source>Waiting for the bank</source>
        <comment>M12</comment>
        <translation>Bank steht aus</translation>
    </message>
    <message>
        <source>See Unresolved (9)</source>
        <comment>M12</comment>
        <translation>Siehe Offenes (9)</translation>
    </message>
    <message>
        <source>Last close, %1</source>
        <comment>M12</comment>
        <translation>Letzter Abschluss, %1</translation>
    </message>
    <message>
        <source>The bank has it</source>
        <comment>M12</comment>
        <translation>Bei der Bank</translation>
    </message>
    <message>
        <source>Bank not told yet</source>
        <comment>M12</comment>
        <translation>Der Bank noch nicht gemeldet</translation>
    </message>
    <message>
        <source>The bank refuses it (%1)</source>
        <comment>M12</comment>
        <translation>Von der Bank abgelehnt (%1)</translation>
    </message>
    <message>
        <source>Notes in canister %1</source>
        <comment>M12</comment>
        <translation>Scheine in Kassette %1</translation>
    </message>
    <message>
        <source>Notes of canister %1&apos;s value in the reject bin</source>
        <comment>M12</comment>
        <translation>Scheine vom Wert der Kassette %1 im Ausschussfach</translation>
    </message>
    <message>
        <source>Notes of canister %1&apos;s value in the retract bin</source>
        <comment>M12</comment>
        <translation>Scheine vom Wert der Kassette %1 im Rückholfach</translation>
    </message>
    <message>
        <source>Reject bin, canister %1</source>
        <comment>M12</comment>
        <translation>Ausschuss, Kassette %1</translation>
    </message>
    <message>
        <source>Bins empty, as expected</source>
        <comment>M12</comment>
        <translation>Leere Fächer, wie erwartet</translation>
    </message>
    <message>
        <source>Retract bin, canister %1</source>
        <comment>M12</comment>
        <translation>Rückgabe, Kassette %1</translation>
    </message>
    <message>
        <source>That is more notes than can be.</source>
        <comment>M12</comment>
        <translation>So viele Scheine kann es nicht geben.</translation>
    </message>
    <message>
        <source>The two numbers are not the same. Count again.</source>
        <comment>M12</comment>
        <translation>Die zwei Zahlen sind nicht gleich. Bitte nochmals zählen.</translation>
    </message>
    <message>
        <source>Machine&apos;s difference</source>
        <comment>M12</comment>
        <translation>Differenz des Automaten</translation>
    </message>
    <message>
        <source>Closed. Slips printed: %1</source>
        <comment>M12</comment>
        <translation>Abgeschlossen. Gedruckte Belege: %1</translation>
    </message>
    <message>
        <source>HSM does not answer</source>
        <comment>M12</comment>
        <translation>HSM antwortet nicht</translation>
    </message>
    <message>
        <source>Over: a payment in doubt</source>
        <comment>M12</comment>
        <translation>Zu viel: unklare Auszahlung</translation>
    </message>
    <message>
        <source>Short: a fault when picking</source>
        <comment>M12</comment>
        <translation>Zu wenig: Fehler beim Greifen</translation>
    </message>
    <message>
        <source>Canisters swapped?</source>
        <comment>M12</comment>
        <translation>Kassetten vertauscht?</translation>
    </message>
    <message>
        <source>Short: look in the reject bin</source>
        <comment>M12</comment>
        <translation>Zu wenig: im Ausschussfach suchen</translation>
    </message>
    <message>
        <source>Journal and HSM differ</source>
        <comment>M12</comment>
        <translation>Journal und HSM verschieden</translation>
    </message>
    <message>
        <source>Something is still on its way</source>
        <comment>M12</comment>
        <translation>Etwas ist noch unterwegs</translation>
    </message>
    <message>
        <source>Over: count again</source>
        <comment>M12</comment>
        <translation>Zu viel: nochmals zählen</translation>
    </message>
    <message>
        <source>Short, no cause known: to audit</source>
        <comment>M12</comment>
        <translation>Zu wenig, ohne Grund: an die Revision</translation>
    </message>
    <message>
        <source>A bin differs: count again</source>
        <comment>M12</comment>
        <translation>Ein Fach weicht ab: nochmals zählen</translation>
    </message>
    <message>
        <source>Done. There is no printer: no slip.</source>
        <comment>M12</comment>
        <translation>Getan. Ohne Drucker kein Beleg.</translation>
    </message>
    <message>
        <source>Slips printed: %1</source>
        <comment>M12</comment>
        <translation>Gedruckte Belege: %1</translation>
    </message>
    <message>
        <source>Done, but the slip is not printed (%1).</source>
        <comment>M12</comment>
        <translation>Getan, aber der Beleg ist nicht gedruckt (%1).</translation>
    </message>
    <message>
        <source>Done. Look whether the slip is printed (%1).</source>
        <comment>M12</comment>
        <translation>Getan. Bitte nachsehen, ob der Beleg gedruckt ist (%1).</translation>
    </message>
</context>
<context>
    <name>CancelPill</name>
    <message>
        <source>Cancel</source>
        <comment>Every screen: the red key</comment>
        <translation>Abbruch</translation>
    </message>
</context>
<context>
    <name>CanisterChip</name>
    <message>
        <source>%1 ✓</source>
        <comment>S93 canister that is done</comment>
        <translation>%1 ✓</translation>
    </message>
    <message>
        <source>Canister %1: %2 notes</source>
        <comment>S93 spoken</comment>
        <translation>Kassette %1: %2 Scheine</translation>
    </message>
    <message>
        <source>Canister %1</source>
        <comment>S93 spoken</comment>
        <translation>Kassette %1</translation>
    </message>
</context>
<context>
    <name>CashWords</name>
    <message>
        <source>Note</source>
        <comment>M13</comment>
        <translation>Schein</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>M13</comment>
        <translation>Scheine</translation>
    </message>
    <message>
        <source>Machine</source>
        <comment>M13</comment>
        <translation>Automat</translation>
    </message>
    <message>
        <source>Difference</source>
        <comment>M13</comment>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Worth</source>
        <comment>M13</comment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Swap a canister</source>
        <comment>M13</comment>
        <translation>Kassette tauschen</translation>
    </message>
    <message>
        <source>Add notes</source>
        <comment>M13</comment>
        <translation>Scheine nachlegen</translation>
    </message>
    <message>
        <source>Empty a canister</source>
        <comment>M13</comment>
        <translation>Kassette leeren</translation>
    </message>
    <message>
        <source>Count for the bank</source>
        <comment>M13</comment>
        <translation>Für die Bank zählen</translation>
    </message>
    <message>
        <source>Empty the reject bin</source>
        <comment>M13</comment>
        <translation>Ausschussfach leeren</translation>
    </message>
    <message>
        <source>Empty the retract bin</source>
        <comment>M13</comment>
        <translation>Rückholfach leeren</translation>
    </message>
    <message>
        <source>Number of the canister, 1 to %1</source>
        <comment>M13</comment>
        <translation>Nummer der Kassette, 1 bis %1</translation>
    </message>
    <message>
        <source>Notes taken out of canister %1</source>
        <comment>M13</comment>
        <translation>Scheine aus Kassette %1 entnommen</translation>
    </message>
    <message>
        <source>Notes in the new canister %1</source>
        <comment>M13</comment>
        <translation>Scheine in der neuen Kassette %1</translation>
    </message>
    <message>
        <source>Notes that lie in canister %1</source>
        <comment>M13</comment>
        <translation>Scheine, die in Kassette %1 liegen</translation>
    </message>
    <message>
        <source>Notes added to canister %1</source>
        <comment>M13</comment>
        <translation>In Kassette %1 nachgelegte Scheine</translation>
    </message>
    <message>
        <source>Notes in canister %1</source>
        <comment>M13</comment>
        <translation>Scheine in Kassette %1</translation>
    </message>
    <message>
        <source>Notes of canister %1 in the bin</source>
        <comment>M13</comment>
        <translation>Scheine aus Kassette %1 im Fach</translation>
    </message>
    <message>
        <source>Taken out of canister %1</source>
        <comment>M13</comment>
        <translation>Aus Kassette %1 entnommen</translation>
    </message>
    <message>
        <source>New canister %1</source>
        <comment>M13</comment>
        <translation>Neue Kassette %1</translation>
    </message>
    <message>
        <source>Lay in canister %1</source>
        <comment>M13</comment>
        <translation>Lag in Kassette %1</translation>
    </message>
    <message>
        <source>Added to canister %1</source>
        <comment>M13</comment>
        <translation>In Kassette %1 nachgelegt</translation>
    </message>
    <message>
        <source>Canister %1</source>
        <comment>M13</comment>
        <translation>Kassette %1</translation>
    </message>
    <message>
        <source>Of canister %1</source>
        <comment>M13</comment>
        <translation>Aus Kassette %1</translation>
    </message>
    <message>
        <source>Then in canister %1</source>
        <comment>M13</comment>
        <translation>Dann in Kassette %1</translation>
    </message>
    <message>
        <source>Load the new canister</source>
        <comment>M13</comment>
        <translation>Neue Kassette laden</translation>
    </message>
    <message>
        <source>Load the sum</source>
        <comment>M13</comment>
        <translation>Summe laden</translation>
    </message>
    <message>
        <source>Tell the bank</source>
        <comment>M13</comment>
        <translation>Der Bank melden</translation>
    </message>
    <message>
        <source>Newest load</source>
        <comment>M13</comment>
        <translation>Letzte Füllung</translation>
    </message>
    <message>
        <source>Note it as empty</source>
        <comment>M13</comment>
        <translation>Als leer vermerken</translation>
    </message>
    <message>
        <source>This machine has no such canister.</source>
        <comment>M13</comment>
        <translation>So eine Kassette hat dieser Automat nicht.</translation>
    </message>
    <message>
        <source>Canister %1 is not in the safe.</source>
        <comment>M13</comment>
        <translation>Kassette %1 ist nicht im Tresor.</translation>
    </message>
    <message>
        <source>A canister holds %1 notes at most.</source>
        <comment>M13</comment>
        <translation>Eine Kassette fasst höchstens %1 Scheine.</translation>
    </message>
    <message>
        <source>The two numbers are not the same. Begin again.</source>
        <comment>M13</comment>
        <translation>Die zwei Zahlen sind nicht gleich. Neu beginnen.</translation>
    </message>
    <message>
        <source>A big difference: %1 notes. Count again.</source>
        <comment>M13</comment>
        <translation>Große Abweichung: %1 Scheine. Nochmals zählen.</translation>
    </message>
    <message>
        <source>The machine has another number.</source>
        <comment>M13</comment>
        <translation>Der Automat hat eine andere Zahl.</translation>
    </message>
    <message>
        <source>Open the safe first</source>
        <comment>M13</comment>
        <translation>Erst den Tresor öffnen</translation>
    </message>
    <message>
        <source>Open the safe anew</source>
        <comment>M13</comment>
        <translation>Tresor neu öffnen</translation>
    </message>
    <message>
        <source>Cabinet does not answer</source>
        <comment>M13</comment>
        <translation>Gehäuse antwortet nicht</translation>
    </message>
    <message>
        <source>Open the safe again</source>
        <comment>M13</comment>
        <translation>Tresor wieder öffnen</translation>
    </message>
    <message>
        <source>HSM does not answer</source>
        <comment>M13</comment>
        <translation>HSM antwortet nicht</translation>
    </message>
    <message>
        <source>A load is not certain yet</source>
        <comment>M13</comment>
        <translation>Eine Füllung ist noch ungewiss</translation>
    </message>
    <message>
        <source>A transaction is not settled</source>
        <comment>M13</comment>
        <translation>Ein Vorgang ist nicht abgerechnet</translation>
    </message>
    <message>
        <source>Counted. The bank is told.</source>
        <comment>M13</comment>
        <translation>Gezählt. Die Bank erfährt es.</translation>
    </message>
    <message>
        <source>Not done: the HSM does not answer. Nobody was told.</source>
        <comment>M13</comment>
        <translation>Nicht erledigt: Das HSM antwortet nicht. Niemand erfuhr es.</translation>
    </message>
    <message>
        <source>Done. The reject bin counts from zero.</source>
        <comment>M13</comment>
        <translation>Erledigt. Das Ausschussfach zählt ab null.</translation>
    </message>
    <message>
        <source>Done. The retract bin counts from zero.</source>
        <comment>M13</comment>
        <translation>Erledigt. Das Rückholfach zählt ab null.</translation>
    </message>
    <message>
        <source>Loading canister %1 with %2 notes.</source>
        <comment>M13</comment>
        <translation>Kassette %1 wird mit %2 Scheinen geladen.</translation>
    </message>
    <message>
        <source>Not certain: canister %1. The HSM is asked again.</source>
        <comment>M13</comment>
        <translation>Ungewiss: Kassette %1. Das HSM wird wieder gefragt.</translation>
    </message>
    <message>
        <source>Canister %1 is loaded. The bank is told.</source>
        <comment>M13</comment>
        <translation>Kassette %1 ist geladen. Die Bank erfährt es.</translation>
    </message>
    <message>
        <source>Canister %1 is loaded. The bank is told later.</source>
        <comment>M13</comment>
        <translation>Kassette %1 ist geladen. Die Bank erfährt es später.</translation>
    </message>
    <message>
        <source>Canister %1 is loaded. The bank waits for another transaction.</source>
        <comment>M13</comment>
        <translation>Kassette %1 ist geladen. Die Bank wartet auf einen anderen Vorgang.</translation>
    </message>
    <message>
        <source>Canister %1 is loaded: %2 notes. The bank knows.</source>
        <comment>M13</comment>
        <translation>Kassette %1 ist geladen: %2 Scheine. Die Bank weiß es.</translation>
    </message>
    <message>
        <source>Not loaded: the HSM refuses canister %1 (%2).</source>
        <comment>M13</comment>
        <translation>Nicht geladen: Das HSM lehnt Kassette %1 ab (%2).</translation>
    </message>
    <message>
        <source>Not loaded: the HSM has not seen the safe open.</source>
        <comment>M13</comment>
        <translation>Nicht geladen: Das HSM sah den Tresor nicht offen.</translation>
    </message>
    <message>
        <source>The bank refuses the load of canister %1 (%2).</source>
        <comment>M13</comment>
        <translation>Die Bank lehnt die Füllung von Kassette %1 ab (%2).</translation>
    </message>
    <message>
        <source>Loading: %1</source>
        <comment>M13</comment>
        <translation>Wird geladen: %1</translation>
    </message>
    <message>
        <source>Not certain: %1</source>
        <comment>M13</comment>
        <translation>Ungewiss: %1</translation>
    </message>
    <message>
        <source>Loaded: %1</source>
        <comment>M13</comment>
        <translation>Geladen: %1</translation>
    </message>
    <message>
        <source>Loaded: %1. Bank not told yet</source>
        <comment>M13</comment>
        <translation>Geladen: %1. Bank weiß es noch nicht</translation>
    </message>
    <message>
        <source>Loaded: %1. Bank waits</source>
        <comment>M13</comment>
        <translation>Geladen: %1. Bank wartet</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <comment>M13</comment>
        <translation>Nicht geladen</translation>
    </message>
    <message>
        <source>Loaded: %1. Bank refuses</source>
        <comment>M13</comment>
        <translation>Geladen: %1. Bank lehnt ab</translation>
    </message>
</context>
<context>
    <name>ChoiceWords</name>
    <message>
        <source>Withdraw cash</source>
        <comment>S05 withdraw</comment>
        <translation>Bargeld abheben</translation>
    </message>
    <message>
        <source>See balance</source>
        <comment>S05 balance</comment>
        <translation>Kontostand ansehen</translation>
    </message>
    <message>
        <source>Change PIN</source>
        <comment>S05 pin-change</comment>
        <translation>PIN ändern</translation>
    </message>
    <message>
        <source>Transfer</source>
        <comment>S05 transfer</comment>
        <translation>Umbuchen</translation>
    </message>
    <message>
        <source>Deposit</source>
        <comment>S05 deposit</comment>
        <translation>Einzahlen</translation>
    </message>
    <message>
        <source>Finish</source>
        <comment>S05 finish</comment>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>More accounts</source>
        <comment>S06 more</comment>
        <translation>Weitere Konten</translation>
    </message>
    <message>
        <source>Other amount</source>
        <comment>S07 other</comment>
        <translation>Anderer Betrag</translation>
    </message>
    <message>
        <source>Change amount</source>
        <comment>S10 change</comment>
        <translation>Betrag ändern</translation>
    </message>
    <message>
        <source>Yes</source>
        <comment>S16 yes</comment>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <comment>S16 no</comment>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Continue</source>
        <comment>S32 continue</comment>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Count again</source>
        <comment>S93 count-again</comment>
        <translation>Neu zählen</translation>
    </message>
    <message>
        <source>Other notes</source>
        <comment>S10 notes</comment>
        <translation>Andere Scheine</translation>
    </message>
    <message>
        <source>Mixed notes</source>
        <comment>S08 mixed</comment>
        <translation>Gemischte Scheine</translation>
    </message>
    <message>
        <source>Small notes</source>
        <comment>S08 small</comment>
        <translation>Kleine Scheine</translation>
    </message>
    <message>
        <source>Large notes</source>
        <comment>S08 large</comment>
        <translation>Große Scheine</translation>
    </message>
    <message>
        <source>Change receipt</source>
        <comment>S10 receipt</comment>
        <translation>Beleg ändern</translation>
    </message>
    <message>
        <source>Print it</source>
        <comment>S09 printed</comment>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Show it on the screen</source>
        <comment>S09 screen</comment>
        <translation>Am Bildschirm zeigen</translation>
    </message>
    <message>
        <source>No receipt</source>
        <comment>S09 none</comment>
        <translation>Kein Beleg</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <comment>S20 print</comment>
        <translation>Beleg drucken</translation>
    </message>
    <message>
        <source>Withdraw %1</source>
        <comment>S10 confirm</comment>
        <translation>%1 abheben</translation>
    </message>
    <message>
        <source>Yes, something else</source>
        <comment>S16 yes</comment>
        <translation>Ja, noch etwas</translation>
    </message>
    <message>
        <source>No, finish</source>
        <comment>S16 no</comment>
        <translation>Nein, beenden</translation>
    </message>
    <message>
        <source>Withdraw %1</source>
        <comment>S07a confirm</comment>
        <translation>%1 abheben</translation>
    </message>
    <message>
        <source>Other amounts</source>
        <comment>S07a change</comment>
        <translation>Andere Beträge</translation>
    </message>
    <message>
        <source>Continue</source>
        <comment>S15 continue</comment>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>S15b continue</comment>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>S20 continue</comment>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Transfer %1</source>
        <comment>S21b confirm</comment>
        <translation>%1 umbuchen</translation>
    </message>
    <message>
        <source>Back</source>
        <comment>S21b change</comment>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Transfer %1</source>
        <comment>S21c confirm</comment>
        <translation>%1 umbuchen</translation>
    </message>
    <message>
        <source>Deposit %1</source>
        <comment>S22 confirm</comment>
        <translation>%1 einzahlen</translation>
    </message>
    <message>
        <source>Back</source>
        <comment>S22 change</comment>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Deposit %1</source>
        <comment>S23 confirm</comment>
        <translation>%1 einzahlen</translation>
    </message>
    <message>
        <source>Take %1</source>
        <comment>S31 yes</comment>
        <translation>%1 nehmen</translation>
    </message>
    <message>
        <source>No cash, no charge</source>
        <comment>S31 no</comment>
        <translation>Kein Bargeld, keine Buchung</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>S08 notes and their mix, spoken</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>S06 account and the end of its number, spoken</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, available now %3</source>
        <comment>S06 account, the end of its number and what is in it, spoken</comment>
        <translation>%1, %2, jetzt verfügbar %3</translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>Closed</source>
        <comment>S91</comment>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Sorry, this machine is not working</source>
        <comment>S90</comment>
        <translation>Dieser Automat ist leider außer Betrieb</translation>
    </message>
    <message>
        <source>Please come back later.</source>
        <comment>S91</comment>
        <translation>Bitte kommen Sie später wieder.</translation>
    </message>
    <message>
        <source>Please use another machine.</source>
        <comment>S90</comment>
        <translation>Bitte nutzen Sie einen anderen Automaten.</translation>
    </message>
</context>
<context>
    <name>ConfirmPage</name>
    <message>
        <source>Withdraw %1?</source>
        <comment>S10</comment>
        <translation>%1 abheben?</translation>
    </message>
    <message>
        <source>You get</source>
        <comment>S10</comment>
        <translation>Sie erhalten</translation>
    </message>
    <message>
        <source>None</source>
        <comment>S10 fee</comment>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>CountDifferences</name>
    <message>
        <source>Canister</source>
        <comment>S93</comment>
        <translation>Kassette</translation>
    </message>
    <message>
        <source>Counted</source>
        <comment>S93</comment>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Machine</source>
        <comment>S93</comment>
        <translation>Automat</translation>
    </message>
    <message>
        <source>Difference</source>
        <comment>S93</comment>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <comment>S93</comment>
        <translation>%1 zu viel</translation>
    </message>
    <message>
        <source>%1 too few</source>
        <comment>S93</comment>
        <translation>%1 zu wenig</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>S93 canister and its note</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>CountEntry</name>
    <message>
        <source>Canister %1 (%2) again</source>
        <comment>S93</comment>
        <translation>Kassette %1 (%2) noch einmal</translation>
    </message>
    <message>
        <source>Count canister %1 (%2)</source>
        <comment>S93</comment>
        <translation>Kassette %1 (%2) zählen</translation>
    </message>
    <message>
        <source>Number of notes: %1</source>
        <comment>S93</comment>
        <translation>Zahl der Scheine: %1</translation>
    </message>
    <message>
        <source>Enter the number of notes, not the money. Then press Enter.</source>
        <comment>S93</comment>
        <translation>Zahl der Scheine eingeben, nicht den Betrag. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>So many notes are %1. Press Enter if that is right.</source>
        <comment>S93</comment>
        <translation>So viele Scheine sind %1. Stimmt das, Bestätigen drücken.</translation>
    </message>
</context>
<context>
    <name>DepositConfirmPage</name>
    <message>
        <source>Deposit %1?</source>
        <comment>S23</comment>
        <translation>%1 einzahlen?</translation>
    </message>
    <message>
        <source>In your envelope</source>
        <comment>S23</comment>
        <translation>In Ihrem Umschlag</translation>
    </message>
    <message>
        <source>The bank checks the envelope before it credits your account.</source>
        <comment>S23</comment>
        <translation>Die Bank prüft den Umschlag, dann schreibt sie Ihrem Konto gut.</translation>
    </message>
</context>
<context>
    <name>DepositDonePage</name>
    <message>
        <source>We have your envelope</source>
        <comment>S24</comment>
        <translation>Wir haben Ihren Umschlag</translation>
    </message>
    <message>
        <source>Envelope %1</source>
        <comment>S24</comment>
        <translation>Umschlag %1</translation>
    </message>
    <message>
        <source>Your account is credited after the bank has checked it.</source>
        <comment>S24</comment>
        <translation>Ihr Konto erhält das Geld, sobald die Bank geprüft hat.</translation>
    </message>
</context>
<context>
    <name>EntranceWords</name>
    <message>
        <source>Staff login</source>
        <comment>M01</comment>
        <translation>Anmeldung für Personal</translation>
    </message>
    <message>
        <source>A second person</source>
        <comment>M01</comment>
        <translation>Eine zweite Person</translation>
    </message>
    <message>
        <source>Your number</source>
        <comment>M01</comment>
        <translation>Ihre Nummer</translation>
    </message>
    <message>
        <source>Your PIN</source>
        <comment>M01</comment>
        <translation>Ihre PIN</translation>
    </message>
    <message>
        <source>That number and PIN do not match.</source>
        <comment>M01</comment>
        <translation>Nummer und PIN passen nicht zusammen.</translation>
    </message>
    <message>
        <source>The list of staff can&apos;t be read.</source>
        <comment>M01</comment>
        <translation>Die Personalliste ist nicht lesbar.</translation>
    </message>
    <message>
        <source>You are here already. Another person must log in.</source>
        <comment>M01</comment>
        <translation>Sie sind schon da. Eine andere Person muss sich anmelden.</translation>
    </message>
    <message>
        <source>No second person came within a minute.</source>
        <comment>M10</comment>
        <translation>In einer Minute kam keine zweite Person.</translation>
    </message>
    <message>
        <source>Menu</source>
        <comment>M10</comment>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Status</source>
        <comment>M10 1</comment>
        <translation>Status</translation>
    </message>
    <message>
        <source>Balancing</source>
        <comment>M10 2</comment>
        <translation>Abstimmung</translation>
    </message>
    <message>
        <source>Cash</source>
        <comment>M10 3</comment>
        <translation>Bargeld</translation>
    </message>
    <message>
        <source>Deposits</source>
        <comment>M10 4</comment>
        <translation>Einzahlungen</translation>
    </message>
    <message>
        <source>Receipt paper</source>
        <comment>M10 5</comment>
        <translation>Belegpapier</translation>
    </message>
    <message>
        <source>Cards</source>
        <comment>M10 6</comment>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Tests</source>
        <comment>M10 7</comment>
        <translation>Tests</translation>
    </message>
    <message>
        <source>Journal</source>
        <comment>M10 8</comment>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Unresolved</source>
        <comment>M10 9</comment>
        <translation>Ungeklärtes</translation>
    </message>
    <message>
        <source>Settings</source>
        <comment>M10 10</comment>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keys and certificates</source>
        <comment>M10 11</comment>
        <translation>Schlüssel, Zertifikate</translation>
    </message>
    <message>
        <source>Software</source>
        <comment>M10 12</comment>
        <translation>Software</translation>
    </message>
    <message>
        <source>Users</source>
        <comment>M10 13</comment>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Exit to service</source>
        <comment>M10 98</comment>
        <translation>Zurück zum Betrieb</translation>
    </message>
    <message>
        <source>Not fitted</source>
        <comment>M10</comment>
        <translation>Nicht eingebaut</translation>
    </message>
    <message>
        <source>Admin</source>
        <comment>M23</comment>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Power</source>
        <comment>M10 14</comment>
        <translation>Ein und Aus</translation>
    </message>
    <message>
        <source>This person may not do that. Who may: %1.</source>
        <comment>M01</comment>
        <translation>Diese Person darf das nicht. Wer darf: %1.</translation>
    </message>
    <message>
        <source>Needed for</source>
        <comment>M01 a second person</comment>
        <translation>Gebraucht für</translation>
    </message>
    <message>
        <source>Who may come</source>
        <comment>M01 a second person</comment>
        <translation>Wer kommen darf</translation>
    </message>
    <message>
        <source>The key logged staff out. What was not confirmed is dropped.</source>
        <comment>M01</comment>
        <translation>Der Schlüssel hat das Personal abgemeldet. Unbestätigtes gilt nicht.</translation>
    </message>
    <message>
        <source>Work order</source>
        <comment>M02</comment>
        <translation>Arbeitsauftrag</translation>
    </message>
    <message>
        <source>Put your work order into the lock of the service door.</source>
        <comment>M02</comment>
        <translation>Stecken Sie Ihren Arbeitsauftrag in das Schloss der Servicetür.</translation>
    </message>
    <message>
        <source>Lock</source>
        <comment>M02 of the service door</comment>
        <translation>Schloss</translation>
    </message>
    <message>
        <source>Time left</source>
        <comment>M02</comment>
        <translation>Verbleibende Zeit</translation>
    </message>
    <message>
        <source>Without it, items 2 to 5 and 7 stay closed.</source>
        <comment>M02</comment>
        <translation>Ohne ihn bleiben die Punkte 2 bis 5 und 7 gesperrt.</translation>
    </message>
    <message>
        <source>Go on without</source>
        <comment>M02 a work order</comment>
        <translation>Ohne weiter</translation>
    </message>
    <message>
        <source>This card has opened the door before. Ask for a new one.</source>
        <comment>M02</comment>
        <translation>Die Karte hat die Tür schon geöffnet. Bitte einen neuen Auftrag holen.</translation>
    </message>
    <message>
        <source>Refused: a newer work order has been used.</source>
        <comment>M02</comment>
        <translation>Abgelehnt: Ein neuerer Arbeitsauftrag wurde schon benutzt.</translation>
    </message>
    <message>
        <source>Refused: the card is not for this hour.</source>
        <comment>M02</comment>
        <translation>Abgelehnt: Die Karte gilt jetzt nicht.</translation>
    </message>
    <message>
        <source>Refused: the card is for another door.</source>
        <comment>M02</comment>
        <translation>Abgelehnt: Die Karte ist für eine andere Tür.</translation>
    </message>
    <message>
        <source>Refused: the lock does not take this card.</source>
        <comment>M02</comment>
        <translation>Abgelehnt: Das Schloss nimmt diese Karte nicht.</translation>
    </message>
    <message>
        <source>Work order %1: the service door is unlocked.</source>
        <comment>M10</comment>
        <translation>Arbeitsauftrag %1: Die Servicetür ist aufgeschlossen.</translation>
    </message>
    <message>
        <source>No work order: what needs the service door can&apos;t be done.</source>
        <comment>M10</comment>
        <translation>Kein Arbeitsauftrag: Was die Servicetür braucht, geht nicht.</translation>
    </message>
    <message>
        <source>The service door&apos;s lock does not answer, or is a wrong one.</source>
        <comment>M10</comment>
        <translation>Das Schloss der Servicetür antwortet nicht oder ist ein falsches.</translation>
    </message>
    <message>
        <source>Service door locked. Tell the dispatcher: %1</source>
        <comment>M10 closing code</comment>
        <translation>Servicetür verschlossen. Der Leitstelle ansagen: %1</translation>
    </message>
    <message>
        <source>It took too long: unknown how it ended. Look first, then again.</source>
        <comment>M10</comment>
        <translation>Es dauerte zu lange: Ausgang ungewiss. Erst nachsehen, dann noch einmal.</translation>
    </message>
    <message>
        <source>Type the digits first, then press Enter.</source>
        <comment>M10 every page</comment>
        <translation>Erst die Ziffern eingeben, dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>This key does nothing here.</source>
        <comment>M10 every page</comment>
        <translation>Diese Taste tut hier nichts.</translation>
    </message>
    <message>
        <source>There is no other page.</source>
        <comment>M10 every page</comment>
        <translation>Es gibt keine weitere Seite.</translation>
    </message>
    <message>
        <source>There is no %1 here.</source>
        <comment>M10 every page: a number that was typed</comment>
        <translation>Eine %1 gibt es hier nicht.</translation>
    </message>
    <message>
        <source>Not your role. Who may: %1.</source>
        <comment>M10</comment>
        <translation>Nicht Ihre Rolle. Wer darf: %1.</translation>
    </message>
    <message>
        <source>Too many digits: no more than %1. Press Clear.</source>
        <comment>M10 every page</comment>
        <translation>Zu viele Ziffern: höchstens %1. Korrektur drücken.</translation>
    </message>
    <message>
        <source>A PIN has no more than %1 digits. Press Clear.</source>
        <comment>M10 every page</comment>
        <translation>Eine PIN hat höchstens %1 Ziffern. Korrektur drücken.</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <comment>M10 roles</comment>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>M10 roles</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>custodian</source>
        <comment>M10 role</comment>
        <translation>Verwahrung</translation>
    </message>
    <message>
        <source>engineer</source>
        <comment>M10 role</comment>
        <translation>Technik</translation>
    </message>
    <message>
        <source>auditor</source>
        <comment>M10 role</comment>
        <translation>Revision</translation>
    </message>
    <message>
        <source>administrator</source>
        <comment>M10 role</comment>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Not while starting</source>
        <comment>M10</comment>
        <translation>Nicht beim Starten</translation>
    </message>
    <message>
        <source>No work order</source>
        <comment>M10</comment>
        <translation>Kein Arbeitsauftrag</translation>
    </message>
    <message>
        <source>Not your role</source>
        <comment>M10</comment>
        <translation>Andere Rolle</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>M23</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Roles</source>
        <comment>M23</comment>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>State</source>
        <comment>M23</comment>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Custodian</source>
        <comment>M23</comment>
        <translation>Verwahrung</translation>
    </message>
    <message>
        <source>Engineer</source>
        <comment>M23</comment>
        <translation>Technik</translation>
    </message>
    <message>
        <source>Auditor</source>
        <comment>M23</comment>
        <translation>Revision</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>M23 roles of one person</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Active</source>
        <comment>M23</comment>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Disabled</source>
        <comment>M23</comment>
        <translation>Abgeschaltet</translation>
    </message>
    <message>
        <source>Locked</source>
        <comment>M23</comment>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Add</source>
        <comment>M23</comment>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>New PIN</source>
        <comment>M23</comment>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>Change roles</source>
        <comment>M23</comment>
        <translation>Rollen ändern</translation>
    </message>
    <message>
        <source>Disable</source>
        <comment>M23</comment>
        <translation>Abschalten</translation>
    </message>
    <message>
        <source>Enable</source>
        <comment>M23</comment>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Number of the person</source>
        <comment>M23</comment>
        <translation>Nummer der Person</translation>
    </message>
    <message>
        <source>Roles of %1: 1 custodian, 2 engineer, 3 auditor, 4 administrator</source>
        <comment>M23</comment>
        <translation>Rollen von %1: 1 Verwahrung, 2 Technik, 3 Revision, 4 Verwaltung</translation>
    </message>
    <message>
        <source>New PIN of %1</source>
        <comment>M23</comment>
        <translation>Neue PIN von %1</translation>
    </message>
    <message>
        <source>The two PINs are not the same.</source>
        <comment>M23</comment>
        <translation>Die zwei PINs sind nicht gleich.</translation>
    </message>
    <message>
        <source>A PIN has 6 to 12 digits.</source>
        <comment>M23</comment>
        <translation>Eine PIN hat 6 bis 12 Ziffern.</translation>
    </message>
    <message>
        <source>That PIN is too easy to guess.</source>
        <comment>M23</comment>
        <translation>Diese PIN ist zu leicht zu erraten.</translation>
    </message>
    <message>
        <source>Somebody has that number already.</source>
        <comment>M23</comment>
        <translation>Diese Nummer hat schon jemand.</translation>
    </message>
    <message>
        <source>A number has 3 to 8 digits, the first not 0.</source>
        <comment>M23</comment>
        <translation>Eine Nummer hat 3 bis 8 Ziffern, vorn keine 0.</translation>
    </message>
    <message>
        <source>Nobody has that number.</source>
        <comment>M23</comment>
        <translation>Diese Nummer hat niemand.</translation>
    </message>
    <message>
        <source>Enter each role&apos;s digit once.</source>
        <comment>M23</comment>
        <translation>Jede Rollenziffer einmal eingeben.</translation>
    </message>
    <message>
        <source>Nobody can take away their own rights.</source>
        <comment>M23</comment>
        <translation>Niemand kann sich selbst Rechte nehmen.</translation>
    </message>
    <message>
        <source>Two administrators must remain.</source>
        <comment>M23</comment>
        <translation>Zwei Verwalter müssen bleiben.</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <comment>M23</comment>
        <translation>Erledigt: %1</translation>
    </message>
    <message>
        <source>Not done. The list is as it was.</source>
        <comment>M23</comment>
        <translation>Nicht erledigt. Die Liste ist wie vorher.</translation>
    </message>
    <message>
        <source>It is not certain whether that was done. Look again.</source>
        <comment>M23</comment>
        <translation>Ungewiss, ob das geschehen ist. Bitte nachsehen.</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Closing after this customer</source>
        <comment>Every screen: staff sign</comment>
        <translation>Schließt nach diesem Kunden</translation>
    </message>
    <message>
        <source>Reference %1</source>
        <comment>S32</comment>
        <translation>Vorgang %1</translation>
    </message>
</context>
<context>
    <name>GoodbyePage</name>
    <message>
        <source>Thank you</source>
        <comment>S17</comment>
        <translation>Vielen Dank</translation>
    </message>
    <message>
        <source>Do you have your card?</source>
        <comment>S17</comment>
        <translation>Haben Sie Ihre Karte?</translation>
    </message>
    <message>
        <source>Do you have your card and your receipt?</source>
        <comment>S17</comment>
        <translation>Haben Sie Ihre Karte und Ihren Beleg?</translation>
    </message>
    <message>
        <source>Do you have your card and your cash?</source>
        <comment>S17</comment>
        <translation>Haben Sie Ihre Karte und Ihr Bargeld?</translation>
    </message>
    <message>
        <source>Do you have your card, your cash and your receipt?</source>
        <comment>S17</comment>
        <translation>Haben Sie Karte, Bargeld und Beleg?</translation>
    </message>
    <message>
        <source>You took %1.</source>
        <comment>S17</comment>
        <translation>Sie haben %1 genommen.</translation>
    </message>
</context>
<context>
    <name>JournalWords</name>
    <message>
        <source>Nothing is open.</source>
        <comment>M19</comment>
        <translation>Nichts ist offen.</translation>
    </message>
    <message>
        <source>Ask the bank now</source>
        <comment>M19</comment>
        <translation>Die Bank jetzt fragen</translation>
    </message>
    <message>
        <source>Newest entries</source>
        <comment>M18</comment>
        <translation>Neueste Einträge</translation>
    </message>
    <message>
        <source>Find a reference</source>
        <comment>M18</comment>
        <translation>Referenz suchen</translation>
    </message>
    <message>
        <source>Find an entry</source>
        <comment>M18</comment>
        <translation>Eintrag suchen</translation>
    </message>
    <message>
        <source>Print since the last print</source>
        <comment>M18</comment>
        <translation>Seit dem letzten Druck drucken</translation>
    </message>
    <message>
        <source>Verify the chain</source>
        <comment>M18</comment>
        <translation>Kette prüfen</translation>
    </message>
    <message>
        <source>Copy to a medium</source>
        <comment>M18</comment>
        <translation>Auf Datenträger kopieren</translation>
    </message>
    <message>
        <source>Digits of the reference, without its letters</source>
        <comment>M18</comment>
        <translation>Ziffern der Referenz, ohne ihre Buchstaben</translation>
    </message>
    <message>
        <source>Number of the entry</source>
        <comment>M18</comment>
        <translation>Nummer des Eintrags</translation>
    </message>
    <message>
        <source>No entry is here.</source>
        <comment>M18</comment>
        <translation>Hier ist kein Eintrag.</translation>
    </message>
    <message>
        <source>Something is under way</source>
        <comment>M18</comment>
        <translation>Etwas läuft noch</translation>
    </message>
    <message>
        <source>Set export_dir first</source>
        <comment>M18</comment>
        <translation>Erst export_dir setzen</translation>
    </message>
    <message>
        <source>Searching …</source>
        <comment>M18</comment>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <comment>M18</comment>
        <translation>Nichts wurde gefunden.</translation>
    </message>
    <message>
        <source>Printing …</source>
        <comment>M18</comment>
        <translation>Druck läuft …</translation>
    </message>
    <message>
        <source>Nothing new to print.</source>
        <comment>M18</comment>
        <translation>Nichts Neues zu drucken.</translation>
    </message>
    <message>
        <source>Printed: entries %1 to %2; %3 are left.</source>
        <comment>M18</comment>
        <translation>Gedruckt: Einträge %1 bis %2; %3 bleiben.</translation>
    </message>
    <message>
        <source>Not printed. Look at the printer (5).</source>
        <comment>M18</comment>
        <translation>Nicht gedruckt. Drucker ansehen (5).</translation>
    </message>
    <message>
        <source>It is not certain whether that was printed.</source>
        <comment>M18</comment>
        <translation>Ungewiss, ob das gedruckt ist.</translation>
    </message>
    <message>
        <source>Verifying: file %1 of %2</source>
        <comment>M18</comment>
        <translation>Prüfung: Datei %1 von %2</translation>
    </message>
    <message>
        <source>All fits: %1 files, %2 entries. The bank checks the seals.</source>
        <comment>M18</comment>
        <translation>Alles passt: %1 Dateien, %2 Einträge. Siegel prüft die Bank.</translation>
    </message>
    <message>
        <source>Does not fit: %1</source>
        <comment>M18</comment>
        <translation>Passt nicht: %1</translation>
    </message>
    <message>
        <source>Copying …</source>
        <comment>M18</comment>
        <translation>Kopie läuft …</translation>
    </message>
    <message>
        <source>Copied: %1 files, entries %2 to %3, in %4</source>
        <comment>M18</comment>
        <translation>Kopiert: %1 Dateien, Einträge %2 bis %3, in %4</translation>
    </message>
    <message>
        <source>Not copied. The medium is not there.</source>
        <comment>M18</comment>
        <translation>Nicht kopiert. Der Datenträger fehlt.</translation>
    </message>
    <message>
        <source>Not copied. The medium is full.</source>
        <comment>M18</comment>
        <translation>Nicht kopiert. Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Not copied. There is one of this second.</source>
        <comment>M18</comment>
        <translation>Nicht kopiert. Es gibt schon eine.</translation>
    </message>
    <message>
        <source>Not copied. The medium can&apos;t be written.</source>
        <comment>M18</comment>
        <translation>Nicht kopiert. Nicht beschreibbar.</translation>
    </message>
    <message>
        <source>It is not certain what is on the medium.</source>
        <comment>M18</comment>
        <translation>Ungewiss, was auf dem Datenträger ist.</translation>
    </message>
    <message>
        <source>Nothing is halted</source>
        <comment>M19</comment>
        <translation>Nichts ist angehalten</translation>
    </message>
    <message>
        <source>Looked: go on</source>
        <comment>M19</comment>
        <translation>Nachgesehen: weiter</translation>
    </message>
    <message>
        <source>It contradicts still</source>
        <comment>M19</comment>
        <translation>Widerspruch besteht noch</translation>
    </message>
    <message>
        <source>Two custodians</source>
        <comment>M19</comment>
        <translation>Zwei Verwahrer</translation>
    </message>
    <message>
        <source>Halted</source>
        <comment>M19</comment>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>It needs</source>
        <comment>M19</comment>
        <translation>Dazu nötig</translation>
    </message>
    <message>
        <source>Amount</source>
        <comment>M19</comment>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Withdrawal %1</source>
        <comment>M19</comment>
        <translation>Auszahlung %1</translation>
    </message>
    <message>
        <source>Transfer %1</source>
        <comment>M19</comment>
        <translation>Überweisung %1</translation>
    </message>
    <message>
        <source>Deposit %1</source>
        <comment>M19</comment>
        <translation>Einzahlung %1</translation>
    </message>
    <message>
        <source>PIN change %1</source>
        <comment>M19</comment>
        <translation>PIN-Änderung %1</translation>
    </message>
    <message>
        <source>Test dispense %1</source>
        <comment>M19</comment>
        <translation>Testausgabe %1</translation>
    </message>
    <message>
        <source>Cash load %1</source>
        <comment>M19</comment>
        <translation>Befüllung %1</translation>
    </message>
    <message>
        <source>Found in the HSM: %1</source>
        <comment>M19</comment>
        <translation>Im HSM gefunden: %1</translation>
    </message>
    <message>
        <source>Notes in doubt: %1</source>
        <comment>M19</comment>
        <translation>Scheine im Zweifel: %1</translation>
    </message>
    <message>
        <source>Envelope in doubt: %1</source>
        <comment>M19</comment>
        <translation>Umschlag im Zweifel: %1</translation>
    </message>
    <message>
        <source>Balance (2); then at the bank: work list</source>
        <comment>M19</comment>
        <translation>Abstimmen (2); dann bei der Bank: work list</translation>
    </message>
    <message>
        <source>Look into the bin (4), then deposits list</source>
        <comment>M19</comment>
        <translation>Ins Fach sehen (4); bei der Bank: deposits list</translation>
    </message>
    <message>
        <source>Balance (2), then 3 with two custodians</source>
        <comment>M19</comment>
        <translation>Abstimmen (2), dann 3 mit zwei Verwahrern</translation>
    </message>
    <message>
        <source>Two people at the bank, then restart (14)</source>
        <comment>M19</comment>
        <translation>Zwei beenden es bei der Bank, dann Neustart (14)</translation>
    </message>
    <message>
        <source>At the bank: work list</source>
        <comment>M19</comment>
        <translation>Bei der Bank: work list</translation>
    </message>
    <message>
        <source>The link; then it goes on by itself</source>
        <comment>M19</comment>
        <translation>Die Leitung; dann geht es von selbst weiter</translation>
    </message>
    <message>
        <source>The bank&apos;s answer. To ask now: 2</source>
        <comment>M19</comment>
        <translation>Antwort der Bank. Sofort fragen: 2</translation>
    </message>
    <message>
        <source>Open a door and look into the slot</source>
        <comment>M19</comment>
        <translation>Eine Tür öffnen und in den Schlitz sehen</translation>
    </message>
    <message>
        <source>Two people accept the journal at the bank</source>
        <comment>M19</comment>
        <translation>Zwei nehmen das Journal bei der Bank an</translation>
    </message>
    <message>
        <source>Turn the key on and count</source>
        <comment>M19</comment>
        <translation>Schlüssel auf Ein und zählen</translation>
    </message>
    <message>
        <source>Count not told to the bank</source>
        <comment>M19</comment>
        <translation>Zählung der Bank nicht gesagt</translation>
    </message>
    <message>
        <source>Balancings not told to the bank: %1</source>
        <comment>M19</comment>
        <translation>Abstimmungen der Bank nicht gesagt: %1</translation>
    </message>
    <message>
        <source>Journal entries not at the bank: %1</source>
        <comment>M19</comment>
        <translation>Journaleinträge, die der Bank fehlen: %1</translation>
    </message>
    <message>
        <source>Notes are not counted</source>
        <comment>M19</comment>
        <translation>Scheine sind nicht gezählt</translation>
    </message>
    <message>
        <source>The journal can&apos;t be read.</source>
        <comment>M19</comment>
        <translation>Das Journal ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Asking the bank …</source>
        <comment>M19</comment>
        <translation>Die Bank wird gefragt …</translation>
    </message>
    <message>
        <source>The bank has answered.</source>
        <comment>M19</comment>
        <translation>Die Bank hat geantwortet.</translation>
    </message>
    <message>
        <source>The bank does not answer.</source>
        <comment>M19</comment>
        <translation>Die Bank antwortet nicht.</translation>
    </message>
    <message>
        <source>Not done. Something has changed: look again.</source>
        <comment>M19</comment>
        <translation>Nicht erledigt. Etwas hat sich geändert.</translation>
    </message>
    <message>
        <source>Done. The machine may serve again.</source>
        <comment>M19</comment>
        <translation>Erledigt. Das Gerät darf wieder bedienen.</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Keypad</source>
        <comment>S04</comment>
        <translation>Tastenfeld</translation>
    </message>
    <message>
        <source>Cancel</source>
        <comment>S04 red key</comment>
        <translation>Abbruch</translation>
    </message>
    <message>
        <source>Clear</source>
        <comment>S04 yellow key</comment>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>S04 green key</comment>
        <translation>Bestätigen</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>English</source>
        <comment>S01 the name of this very language</comment>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Choose your language</source>
        <comment>S01</comment>
        <translation>Sprache wählen</translation>
    </message>
    <message numerus="yes">
        <source>Continues in English in %n second(s).</source>
        <comment>S01</comment>
        <extracomment>Name the very language of this translation: it is the one that the visit goes on in.</extracomment>
        <translation>
            <numerusform>Weiter auf Deutsch in %n Sekunde.</numerusform>
            <numerusform>Weiter auf Deutsch in %n Sekunden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MenuPage</name>
    <message>
        <source>What would you like to do?</source>
        <comment>S05</comment>
        <translation>Was möchten Sie tun?</translation>
    </message>
</context>
<context>
    <name>MoneyText</name>
    <message>
        <source>Your account is not charged.</source>
        <comment>S32 not-charged</comment>
        <translation>Ihr Konto wird nicht belastet.</translation>
    </message>
    <message>
        <source>Your account is charged.</source>
        <comment>S32 charged</comment>
        <translation>Ihr Konto wird belastet.</translation>
    </message>
    <message>
        <source>Your account is charged %1.</source>
        <comment>S32 charged</comment>
        <translation>Ihr Konto wird mit %1 belastet.</translation>
    </message>
    <message>
        <source>You are charged only for the cash you took.</source>
        <comment>S32 charged-part</comment>
        <translation>Nur das entnommene Bargeld wird belastet.</translation>
    </message>
    <message>
        <source>You are charged only %1.</source>
        <comment>S32 charged-part</comment>
        <translation>Nur %1 werden belastet.</translation>
    </message>
    <message>
        <source>Your bank will check, and correct your account if needed.</source>
        <comment>S32 will-be-checked</comment>
        <translation>Ihre Bank prüft das und berichtigt Ihr Konto, falls nötig.</translation>
    </message>
    <message>
        <source>The money is transferred.</source>
        <comment>S32 transferred</comment>
        <translation>Das Geld ist umgebucht.</translation>
    </message>
    <message>
        <source>%1 is transferred.</source>
        <comment>S32 transferred</comment>
        <translation>%1 sind umgebucht.</translation>
    </message>
    <message>
        <source>Your account is credited after the bank has checked it.</source>
        <comment>S32 credited-later</comment>
        <translation>Ihr Konto erhält das Geld, sobald die Bank geprüft hat.</translation>
    </message>
    <message>
        <source>The bank will check, and credit what the envelope holds.</source>
        <comment>S32 envelope-checked</comment>
        <translation>Die Bank prüft das und schreibt gut, was im Umschlag ist.</translation>
    </message>
    <message>
        <source>Nothing is recorded on your account.</source>
        <comment>S32 nothing-recorded</comment>
        <translation>Auf Ihrem Konto ist nichts verbucht.</translation>
    </message>
    <message>
        <source>No money has left your account.</source>
        <comment>S32 nothing-moved</comment>
        <translation>Von Ihrem Konto wurde nichts abgebucht.</translation>
    </message>
</context>
<context>
    <name>MoreTime</name>
    <message>
        <source>Do you need more time?</source>
        <comment>S18</comment>
        <translation>Brauchen Sie mehr Zeit?</translation>
    </message>
    <message numerus="yes">
        <source>Time is up in %n second(s).</source>
        <comment>S18</comment>
        <translation>
            <numerusform>Die Zeit endet in %n Sekunde.</numerusform>
            <numerusform>Die Zeit endet in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes, more time</source>
        <comment>S18 yes</comment>
        <translation>Ja, mehr Zeit</translation>
    </message>
    <message>
        <source>No, cancel</source>
        <comment>S18 no</comment>
        <translation>Nein, abbrechen</translation>
    </message>
</context>
<context>
    <name>NoteMix</name>
    <message>
        <source>%1 ×</source>
        <comment>S10 number of notes</comment>
        <translation>%1 ×</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) of %1</source>
        <comment>S10 number of notes, spoken</comment>
        <translation>
            <numerusform>%n Schein zu %1</numerusform>
            <numerusform>%n Scheine zu %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesPage</name>
    <message>
        <source>Which notes for %1?</source>
        <comment>S08</comment>
        <translation>Welche Scheine für %1?</translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message>
        <source>Turn your card chip up and try again</source>
        <comment>S32 E01</comment>
        <translation>Karte mit dem Chip nach oben erneut einführen</translation>
    </message>
    <message>
        <source>Call your bank</source>
        <comment>S32 E03</comment>
        <translation>Rufen Sie Ihre Bank an</translation>
    </message>
    <message>
        <source>Enter your PIN again</source>
        <comment>S04 E04</comment>
        <translation>PIN erneut eingeben</translation>
    </message>
    <message>
        <source>Call your bank</source>
        <comment>S32 E05</comment>
        <translation>Rufen Sie Ihre Bank an</translation>
    </message>
    <message>
        <source>Insert your card to start again</source>
        <comment>S32 E06</comment>
        <translation>Für einen neuen Versuch Karte einführen</translation>
    </message>
    <message>
        <source>Wait here for your card</source>
        <comment>S32 E07</comment>
        <translation>Bitte hier auf die Karte warten</translation>
    </message>
    <message>
        <source>Insert your card to start again</source>
        <comment>S32 E09</comment>
        <translation>Für einen neuen Versuch Karte einführen</translation>
    </message>
    <message>
        <source>Try again later, or at another machine</source>
        <comment>S32 E10</comment>
        <translation>Später oder an einem anderen Automaten versuchen</translation>
    </message>
    <message>
        <source>Enter a smaller amount</source>
        <comment>S07 E11-funds</comment>
        <translation>Kleineren Betrag eingeben</translation>
    </message>
    <message>
        <source>Enter a smaller amount</source>
        <comment>S07 E11-limit</comment>
        <translation>Kleineren Betrag eingeben</translation>
    </message>
    <message>
        <source>Try again in a few minutes</source>
        <comment>S32 E11-busy</comment>
        <translation>In einigen Minuten erneut versuchen</translation>
    </message>
    <message>
        <source>Enter another amount</source>
        <comment>S07 E11-cash</comment>
        <translation>Anderen Betrag eingeben</translation>
    </message>
    <message>
        <source>Choose something else</source>
        <comment>S32 E11-card</comment>
        <translation>Etwas anderes wählen</translation>
    </message>
    <message>
        <source>Call your bank</source>
        <comment>S32 E11</comment>
        <translation>Rufen Sie Ihre Bank an</translation>
    </message>
    <message>
        <source>Use another machine next time</source>
        <comment>S17 E12</comment>
        <translation>Beim nächsten Mal anderen Automaten nutzen</translation>
    </message>
    <message>
        <source>Enter another amount</source>
        <comment>S07 E13</comment>
        <translation>Anderen Betrag eingeben</translation>
    </message>
    <message>
        <source>Try another machine</source>
        <comment>S32 E14</comment>
        <translation>Anderen Automaten versuchen</translation>
    </message>
    <message>
        <source>Keep this reference</source>
        <comment>S32 E16</comment>
        <translation>Vorgangsnummer aufbewahren</translation>
    </message>
    <message>
        <source>Keep this reference</source>
        <comment>S32 E17</comment>
        <translation>Vorgangsnummer aufbewahren</translation>
    </message>
    <message>
        <source>Insert your card to start again</source>
        <comment>S32 E20</comment>
        <translation>Für einen neuen Versuch Karte einführen</translation>
    </message>
    <message>
        <source>Try another machine</source>
        <comment>S32 E22</comment>
        <translation>Anderen Automaten versuchen</translation>
    </message>
    <message>
        <source>Enter at least 4 digits</source>
        <comment>S30 P01</comment>
        <translation>Mindestens 4 Ziffern eingeben</translation>
    </message>
    <message>
        <source>Enter your new PIN again</source>
        <comment>S30 P02</comment>
        <translation>Neue PIN erneut eingeben</translation>
    </message>
    <message>
        <source>Enter a different PIN</source>
        <comment>S30 P03</comment>
        <translation>Andere PIN eingeben</translation>
    </message>
    <message>
        <source>Enter the PIN on the keypad</source>
        <comment>S04 P04</comment>
        <translation>PIN auf dem Tastenfeld eingeben</translation>
    </message>
    <message>
        <source>Enter the PIN on the screen</source>
        <comment>S04 P05</comment>
        <translation>PIN auf dem Bildschirm eingeben</translation>
    </message>
    <message>
        <source>Repeat the PIN on the keypad</source>
        <comment>S30 P06</comment>
        <translation>PIN auf dem Tastenfeld wiederholen</translation>
    </message>
    <message>
        <source>Repeat the PIN on the screen</source>
        <comment>S30 P07</comment>
        <translation>PIN auf dem Bildschirm wiederholen</translation>
    </message>
    <message>
        <source>Press Enter on the keypad</source>
        <comment>S04 P08</comment>
        <translation>Auf dem Tastenfeld Bestätigen drücken</translation>
    </message>
    <message>
        <source>Insert your card to start again</source>
        <comment>S32 U01</comment>
        <translation>Für einen neuen Versuch Karte einführen</translation>
    </message>
    <message>
        <source>Try your new PIN next time</source>
        <comment>S32 U02</comment>
        <translation>Nächstes Mal die neue PIN versuchen</translation>
    </message>
    <message>
        <source>Enter another amount</source>
        <comment>S32 E11-amount</comment>
        <translation>Anderen Betrag eingeben</translation>
    </message>
    <message>
        <source>Choose another account</source>
        <comment>S32 E11-account</comment>
        <translation>Anderes Konto wählen</translation>
    </message>
    <message>
        <source>Keep your envelope</source>
        <comment>S32 E18</comment>
        <translation>Behalten Sie Ihren Umschlag</translation>
    </message>
    <message>
        <source>Use another machine for your envelope</source>
        <comment>S32 E18-full</comment>
        <translation>Für den Umschlag anderen Automaten nutzen</translation>
    </message>
    <message>
        <source>Use another machine for your envelope</source>
        <comment>S32 E18-off</comment>
        <translation>Für den Umschlag anderen Automaten nutzen</translation>
    </message>
    <message>
        <source>Keep this reference</source>
        <comment>S32 E18-unknown</comment>
        <translation>Vorgangsnummer aufbewahren</translation>
    </message>
    <message>
        <source>Keep this reference</source>
        <comment>S32 E19</comment>
        <translation>Vorgangsnummer aufbewahren</translation>
    </message>
    <message>
        <source>Look in the receipt slot</source>
        <comment>S32 E19-unknown</comment>
        <translation>Im Belegschlitz nachsehen</translation>
    </message>
    <message>
        <source>Check your balance later</source>
        <comment>S32 U04</comment>
        <translation>Später den Kontostand prüfen</translation>
    </message>
    <message>
        <source>Count this canister again</source>
        <comment>S93 C01</comment>
        <translation>Diese Kassette neu zählen</translation>
    </message>
    <message>
        <source>Compare, then press Enter</source>
        <comment>S93 C02</comment>
        <translation>Vergleichen, dann Bestätigen drücken</translation>
    </message>
    <message>
        <source>Press Clear and count again</source>
        <comment>S93 C03</comment>
        <translation>Korrektur drücken und neu zählen</translation>
    </message>
    <message>
        <source>Count this canister</source>
        <comment>S93 C04</comment>
        <translation>Diese Kassette zählen</translation>
    </message>
    <message>
        <source>Shut the safe</source>
        <comment>S93 C05</comment>
        <translation>Tresor schließen</translation>
    </message>
    <message>
        <source>Shut the safe</source>
        <comment>S91 D01</comment>
        <translation>Tresor schließen</translation>
    </message>
    <message>
        <source>Shut the service door</source>
        <comment>S91 D02</comment>
        <translation>Servicetür schließen</translation>
    </message>
    <message>
        <source>Shut the safe and the service door</source>
        <comment>S91 D03</comment>
        <translation>Tresor und Servicetür schließen</translation>
    </message>
    <message>
        <source>We can&apos;t read your card.</source>
        <comment>S32 E01</comment>
        <translation>Wir können Ihre Karte nicht lesen.</translation>
    </message>
    <message>
        <source>That is over your limit for today.</source>
        <comment>S07 E11-limit</comment>
        <translation>Das ist über Ihrer Grenze für heute.</translation>
    </message>
    <message>
        <source>This card can&apos;t be used to withdraw cash here.</source>
        <comment>S32 E11-card</comment>
        <translation>Mit dieser Karte kann hier kein Bargeld abgehoben werden.</translation>
    </message>
    <message>
        <source>This machine could not give the whole amount.</source>
        <comment>S32 E15</comment>
        <translation>Dieser Automat konnte nicht alles auszahlen.</translation>
    </message>
    <message>
        <source>Use only the keypad. Your PIN starts again.</source>
        <comment>S04 P04</comment>
        <translation>Nur Tastenfeld benutzen. PIN beginnt neu.</translation>
    </message>
    <message>
        <source>Use only the screen. Your PIN starts again.</source>
        <comment>S04 P05</comment>
        <translation>Nur Bildschirm benutzen. PIN beginnt neu.</translation>
    </message>
    <message>
        <source>Repeat it on the keypad. You chose it there.</source>
        <comment>S30 P06</comment>
        <translation>Auf dem Tastenfeld wiederholen. Dort wurde sie gewählt.</translation>
    </message>
    <message>
        <source>Repeat it on the screen. You chose it here.</source>
        <comment>S30 P07</comment>
        <translation>Auf dem Bildschirm wiederholen. Hier wurde sie gewählt.</translation>
    </message>
    <message>
        <source>Press Enter on the keypad. Your PIN is there.</source>
        <comment>S04 P08</comment>
        <translation>Auf dem Tastenfeld Bestätigen drücken. Dort steht die PIN.</translation>
    </message>
    <message>
        <source>Your card was taken out before we had finished.</source>
        <comment>S32 U01</comment>
        <translation>Die Karte wurde zu früh herausgenommen.</translation>
    </message>
    <message>
        <source>Your bank didn&apos;t confirm it. If it fails, use your old PIN.</source>
        <comment>S32 U02</comment>
        <translation>Ihre Bank hat sie nicht bestätigt. Geht sie nicht, gilt die alte.</translation>
    </message>
    <message>
        <source>This machine is finishing the last visit.</source>
        <comment>S90 U03</comment>
        <translation>Der letzte Vorgang wird noch abgeschlossen.</translation>
    </message>
    <message>
        <source>Your bank doesn&apos;t allow this amount.</source>
        <comment>S32 E11-amount</comment>
        <translation>Ihre Bank lässt diesen Betrag nicht zu.</translation>
    </message>
    <message>
        <source>Your bank doesn&apos;t allow this with that account.</source>
        <comment>S32 E11-account</comment>
        <translation>Ihre Bank lässt das mit diesem Konto nicht zu.</translation>
    </message>
    <message>
        <source>We did not get an envelope.</source>
        <comment>S32 E18</comment>
        <translation>Wir haben keinen Umschlag erhalten.</translation>
    </message>
    <message>
        <source>This machine has no room for more envelopes.</source>
        <comment>S32 E18-full</comment>
        <translation>Dieser Automat hat keinen Platz für weitere Umschläge.</translation>
    </message>
    <message>
        <source>This machine can&apos;t take envelopes now.</source>
        <comment>S32 E18-off</comment>
        <translation>Dieser Automat kann jetzt keine Umschläge annehmen.</translation>
    </message>
    <message>
        <source>We are checking whether we have your envelope.</source>
        <comment>S32 E18-unknown</comment>
        <translation>Wir prüfen, ob wir Ihren Umschlag haben.</translation>
    </message>
    <message>
        <source>This machine can&apos;t print your receipt.</source>
        <comment>S32 E19</comment>
        <translation>Dieser Automat kann Ihren Beleg nicht drucken.</translation>
    </message>
    <message>
        <source>Your receipt may be there. We can&apos;t be sure.</source>
        <comment>S32 E19-unknown</comment>
        <translation>Ihr Beleg kann dort liegen. Sicher wissen wir es nicht.</translation>
    </message>
    <message>
        <source>Your bank didn&apos;t confirm the transfer.</source>
        <comment>S32 U04</comment>
        <translation>Ihre Bank hat die Umbuchung nicht bestätigt.</translation>
    </message>
    <message>
        <source>The two numbers are not the same. Count again.</source>
        <comment>S93 C01</comment>
        <translation>Die beiden Zahlen sind nicht gleich. Neu zählen.</translation>
    </message>
    <message>
        <source>The bank gets both numbers. Cancel: count again.</source>
        <comment>S93 C02</comment>
        <translation>Die Bank erhält beide. Abbruch: neu zählen.</translation>
    </message>
    <message>
        <source>The key logged staff out. Typing was dropped.</source>
        <comment>S93 C04</comment>
        <translation>Der Schlüssel hat das Personal abgemeldet. Unbestätigtes gilt nicht.</translation>
    </message>
    <message>
        <source>The key logged staff out. The safe is open.</source>
        <comment>S93 C05</comment>
        <translation>Personal durch Schlüssel abgemeldet. Der Tresor ist offen.</translation>
    </message>
    <message>
        <source>The safe is open.</source>
        <comment>S91 D01</comment>
        <translation>Der Tresor ist offen.</translation>
    </message>
    <message>
        <source>The service door is open.</source>
        <comment>S91 D02</comment>
        <translation>Die Servicetür ist offen.</translation>
    </message>
    <message>
        <source>The safe and the service door are open.</source>
        <comment>S91 D03</comment>
        <translation>Tresor und Servicetür sind offen.</translation>
    </message>
    <message>
        <source>No canister holds so many. Press Clear.</source>
        <comment>S93 C03</comment>
        <translation>So viele hat keine Kassette. Korrektur drücken.</translation>
    </message>
    <message>
        <source>Your bank has stopped this card.</source>
        <comment>S32 E03</comment>
        <translation>Ihre Bank hat diese Karte gesperrt.</translation>
    </message>
    <message>
        <source>You took %1</source>
        <comment>S32 E15</comment>
        <translation>Sie haben %1 genommen</translation>
    </message>
    <message>
        <source>Please wait</source>
        <comment>S90 E21</comment>
        <translation>Bitte warten</translation>
    </message>
    <message>
        <source>Please wait</source>
        <comment>S90 U03</comment>
        <translation>Bitte warten</translation>
    </message>
    <message>
        <source>That PIN is not right.</source>
        <comment>S04 E04</comment>
        <translation>Diese PIN stimmt nicht.</translation>
    </message>
    <message numerus="yes">
        <source>That PIN is not right. You have %n try(s) left.</source>
        <comment>S04 E04</comment>
        <translation>
            <numerusform>Diese PIN stimmt nicht. Sie haben noch %n Versuch.</numerusform>
            <numerusform>Diese PIN stimmt nicht. Sie haben noch %n Versuche.</numerusform>
        </translation>
    </message>
    <message>
        <source>This card is now blocked.</source>
        <comment>S32 E05</comment>
        <translation>Diese Karte ist jetzt gesperrt.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <comment>S32 E06</comment>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>We can&apos;t return it now. If it stays in, call your bank.</source>
        <comment>S32 E07</comment>
        <translation>Die Rückgabe klappt gerade nicht. Bleibt sie drin, Bank anrufen.</translation>
    </message>
    <message>
        <source>Time is up.</source>
        <comment>S32 E09</comment>
        <translation>Die Zeit ist abgelaufen.</translation>
    </message>
    <message>
        <source>The bank is not answering.</source>
        <comment>S32 E10</comment>
        <translation>Die Bank antwortet nicht.</translation>
    </message>
    <message>
        <source>There is not enough money in this account.</source>
        <comment>S07 E11-funds</comment>
        <translation>Auf diesem Konto ist nicht genug Geld.</translation>
    </message>
    <message>
        <source>This card is being used elsewhere.</source>
        <comment>S32 E11-busy</comment>
        <translation>Diese Karte wird gerade anderswo benutzt.</translation>
    </message>
    <message>
        <source>This machine can&apos;t give that much now.</source>
        <comment>S07 E11-cash</comment>
        <translation>So viel kann der Automat jetzt nicht ausgeben.</translation>
    </message>
    <message>
        <source>Your bank said no.</source>
        <comment>S32 E11</comment>
        <translation>Ihre Bank hat abgelehnt.</translation>
    </message>
    <message>
        <source>This machine is now closed.</source>
        <comment>S17 E12</comment>
        <translation>Dieser Automat ist jetzt geschlossen.</translation>
    </message>
    <message>
        <source>This machine can&apos;t make that amount today.</source>
        <comment>S07 E13</comment>
        <translation>Diesen Betrag kann der Automat heute nicht ausgeben.</translation>
    </message>
    <message>
        <source>We can&apos;t make that amount. Try %1.</source>
        <comment>S07 E13</comment>
        <translation>Dieser Betrag geht nicht. Möglich: %1.</translation>
    </message>
    <message>
        <source>We can&apos;t make that amount. Try %1 or %2.</source>
        <comment>S07 E13</comment>
        <translation>Dieser Betrag geht nicht. Möglich: %1 oder %2.</translation>
    </message>
    <message>
        <source>We could not give cash.</source>
        <comment>S32 E14</comment>
        <translation>Wir konnten kein Bargeld ausgeben.</translation>
    </message>
    <message>
        <source>We are checking what happened.</source>
        <comment>S32 E16</comment>
        <translation>Wir prüfen, was geschehen ist.</translation>
    </message>
    <message>
        <source>Your cash was not taken, so we took it back.</source>
        <comment>S32 E17</comment>
        <translation>Das Bargeld wurde nicht genommen und ist wieder eingezogen.</translation>
    </message>
    <message>
        <source>This machine is starting.</source>
        <comment>S90 E21</comment>
        <translation>Der Automat startet.</translation>
    </message>
    <message>
        <source>Your card was not taken, so no cash was given.</source>
        <comment>S32 E20</comment>
        <translation>Die Karte wurde nicht genommen, daher kein Bargeld.</translation>
    </message>
    <message>
        <source>Something in this machine does not work.</source>
        <comment>S32 E22</comment>
        <translation>An diesem Automaten ist etwas ausgefallen.</translation>
    </message>
    <message>
        <source>That PIN is too short.</source>
        <comment>S30 P01</comment>
        <translation>Diese PIN ist zu kurz.</translation>
    </message>
    <message>
        <source>The two new PINs are not the same.</source>
        <comment>S30 P02</comment>
        <translation>Die beiden neuen PINs sind nicht gleich.</translation>
    </message>
    <message>
        <source>That PIN is too easy to guess.</source>
        <comment>S30 P03</comment>
        <translation>Diese PIN ist zu leicht zu erraten.</translation>
    </message>
</context>
<context>
    <name>OtherAmountPage</name>
    <message>
        <source>Notes today: %1.</source>
        <comment>S07a</comment>
        <translation>Scheine heute: %1.</translation>
    </message>
    <message>
        <source>Most today: %1.</source>
        <comment>S07a</comment>
        <translation>Höchstens heute: %1.</translation>
    </message>
    <message>
        <source>From: %1</source>
        <comment>S21b</comment>
        <translation>Von: %1</translation>
    </message>
    <message>
        <source>To: %1</source>
        <comment>S21b</comment>
        <translation>Auf: %1</translation>
    </message>
    <message>
        <source>At most %1.</source>
        <comment>S21b</comment>
        <translation>Höchstens %1.</translation>
    </message>
    <message>
        <source>The bank will check it.</source>
        <comment>S22</comment>
        <translation>Die Bank prüft den Betrag.</translation>
    </message>
    <message>
        <source>To: %1</source>
        <comment>S22</comment>
        <translation>Auf: %1</translation>
    </message>
    <message>
        <source>Enter an amount</source>
        <comment>S07a</comment>
        <translation>Betrag eingeben</translation>
    </message>
    <message>
        <source>Enter the total</source>
        <comment>S22</comment>
        <translation>Gesamtbetrag eingeben</translation>
    </message>
    <message>
        <source>Amount: %1</source>
        <comment>S07a</comment>
        <translation>Betrag: %1</translation>
    </message>
</context>
<context>
    <name>PartialPage</name>
    <message>
        <source>Take %1?</source>
        <comment>S31</comment>
        <translation>%1 nehmen?</translation>
    </message>
    <message>
        <source>Take %1 of %2?</source>
        <comment>S31</comment>
        <translation>%1 von %2 nehmen?</translation>
    </message>
    <message>
        <source>This machine can give only</source>
        <comment>S31</comment>
        <translation>Der Automat kann nur ausgeben</translation>
    </message>
    <message>
        <source>You are charged only for what you take.</source>
        <comment>S31</comment>
        <translation>Belastet wird nur, was Sie nehmen.</translation>
    </message>
</context>
<context>
    <name>PinAdvice</name>
    <message>
        <source>Nobody from the bank will ever ask for your PIN.</source>
        <comment>S04</comment>
        <translation>Niemand von der Bank fragt je nach Ihrer PIN.</translation>
    </message>
</context>
<context>
    <name>PinChangedPage</name>
    <message>
        <source>Use your new PIN from now on</source>
        <comment>S30b</comment>
        <translation>Ab jetzt gilt Ihre neue PIN</translation>
    </message>
    <message>
        <source>Your PIN is changed.</source>
        <comment>S30b</comment>
        <translation>Ihre PIN ist geändert.</translation>
    </message>
</context>
<context>
    <name>PinDots</name>
    <message numerus="yes">
        <source>%n digit(s) entered</source>
        <comment>S04</comment>
        <translation>
            <numerusform>%n Ziffer eingegeben</numerusform>
            <numerusform>%n Ziffern eingegeben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Enter your PIN</source>
        <comment>S04</comment>
        <translation>PIN eingeben</translation>
    </message>
    <message>
        <source>Choose a new PIN</source>
        <comment>S30</comment>
        <translation>Neue PIN wählen</translation>
    </message>
    <message>
        <source>Enter the new PIN again</source>
        <comment>S30</comment>
        <translation>Neue PIN wiederholen</translation>
    </message>
    <message>
        <source>Enter your PIN again</source>
        <comment>S04</comment>
        <translation>PIN erneut eingeben</translation>
    </message>
    <message>
        <source>Cover the keypad with your hand. Then press Enter.</source>
        <comment>S04</comment>
        <translation>Tastenfeld mit der Hand verdecken. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>Use 4 to 12 digits, on the keypad. Then press Enter.</source>
        <comment>S30</comment>
        <translation>4 bis 12 Ziffern auf dem Tastenfeld. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>The same digits once more, on the keypad. Then press Enter.</source>
        <comment>S30</comment>
        <translation>Dieselben Ziffern, wieder auf dem Tastenfeld. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>Cover the screen with your hand. Then press Enter.</source>
        <comment>S04</comment>
        <translation>Bildschirm mit der Hand verdecken. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>Use 4 to 12 digits, on the screen. Then press Enter.</source>
        <comment>S30</comment>
        <translation>4 bis 12 Ziffern auf dem Bildschirm. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>The same digits once more, on the screen. Then press Enter.</source>
        <comment>S30</comment>
        <translation>Dieselben Ziffern, wieder auf dem Bildschirm. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>Use keypad or screen. Cover it. Then press Enter.</source>
        <comment>S04</comment>
        <translation>Tastenfeld oder Bildschirm, mit der Hand verdeckt. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>Use 4 to 12 digits, on keypad or screen. Then press Enter.</source>
        <comment>S30</comment>
        <translation>4 bis 12 Ziffern, Tastenfeld oder Bildschirm. Dann Bestätigen drücken.</translation>
    </message>
    <message>
        <source>The same digits once more. Then press Enter.</source>
        <comment>S30</comment>
        <translation>Noch einmal dieselben Ziffern. Dann Bestätigen drücken.</translation>
    </message>
</context>
<context>
    <name>ReceiptFate</name>
    <message>
        <source>Printed</source>
        <comment>S10 receipt</comment>
        <translation>Gedruckt</translation>
    </message>
    <message>
        <source>On the screen</source>
        <comment>S10 receipt</comment>
        <translation>Am Bildschirm</translation>
    </message>
    <message>
        <source>None</source>
        <comment>S10 receipt</comment>
        <translation>Keiner</translation>
    </message>
</context>
<context>
    <name>ReceiptPage</name>
    <message>
        <source>Would you like a receipt?</source>
        <comment>S09</comment>
        <translation>Möchten Sie einen Beleg?</translation>
    </message>
</context>
<context>
    <name>ReceiptWords</name>
    <message>
        <source>Cash withdrawal</source>
        <comment>S15 receipt</comment>
        <translation>Bargeldauszahlung</translation>
    </message>
    <message>
        <source>Balance</source>
        <comment>S15 receipt</comment>
        <translation>Kontostand</translation>
    </message>
    <message>
        <source>Transfer</source>
        <comment>S15 receipt</comment>
        <translation>Umbuchung</translation>
    </message>
    <message>
        <source>Envelope deposit</source>
        <comment>S15 receipt</comment>
        <translation>Einzahlung im Umschlag</translation>
    </message>
    <message>
        <source>Date</source>
        <comment>S15 receipt</comment>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Time</source>
        <comment>S15 receipt</comment>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>From account</source>
        <comment>S15 receipt</comment>
        <translation>Von Konto</translation>
    </message>
    <message>
        <source>To account</source>
        <comment>S15 receipt</comment>
        <translation>Auf Konto</translation>
    </message>
    <message>
        <source>Account</source>
        <comment>S15 receipt</comment>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Amount</source>
        <comment>S15 receipt</comment>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Amount as entered</source>
        <comment>S15 receipt</comment>
        <translation>Von Ihnen eingegeben</translation>
    </message>
    <message>
        <source>Amount asked for</source>
        <comment>S15 receipt</comment>
        <translation>Gewünschter Betrag</translation>
    </message>
    <message>
        <source>Fee</source>
        <comment>S15 receipt</comment>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>none</source>
        <comment>S15 receipt</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>Available</source>
        <comment>S15 receipt</comment>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Account balance</source>
        <comment>S15 receipt</comment>
        <translation>Kontostand</translation>
    </message>
    <message>
        <source>Envelope</source>
        <comment>S15 receipt</comment>
        <translation>Umschlag</translation>
    </message>
    <message>
        <source>Envelope contents not yet checked. Your account is credited afterwards.</source>
        <comment>S15 receipt</comment>
        <translation>Inhalt des Umschlags noch nicht geprüft. Die Gutschrift folgt danach.</translation>
    </message>
    <message>
        <source>The machine could give only this part. Only this part is charged.</source>
        <comment>S15 receipt</comment>
        <translation>Der Automat konnte nur diesen Teil auszahlen. Nur dieser Teil wird belastet.</translation>
    </message>
    <message>
        <source>Reference</source>
        <comment>S15 receipt</comment>
        <translation>Vorgangsnummer</translation>
    </message>
</context>
<context>
    <name>ReferenceWords</name>
    <message>
        <source>Reference</source>
        <comment>S32</comment>
        <translation>Vorgangsnummer</translation>
    </message>
</context>
<context>
    <name>ScreenReceiptPage</name>
    <message>
        <source>Your receipt</source>
        <comment>S15b</comment>
        <translation>Ihr Beleg</translation>
    </message>
</context>
<context>
    <name>ServiceNoticePage</name>
    <message>
        <source>Transfer, deposit or see your balance</source>
        <comment>S03</comment>
        <translation>Umbuchen, einzahlen oder Kontostand ansehen</translation>
    </message>
    <message>
        <source>Transfer or see your balance</source>
        <comment>S03</comment>
        <translation>Umbuchen oder Kontostand ansehen</translation>
    </message>
    <message>
        <source>Continue without a receipt</source>
        <comment>S03</comment>
        <translation>Ohne Beleg weitermachen</translation>
    </message>
    <message>
        <source>This machine can&apos;t give cash now.</source>
        <comment>S03</comment>
        <translation>Zurzeit gibt es hier kein Bargeld.</translation>
    </message>
    <message>
        <source>This machine can&apos;t give cash or receipts now.</source>
        <comment>S03</comment>
        <translation>Zurzeit gibt es hier kein Bargeld und keinen Beleg.</translation>
    </message>
    <message>
        <source>This machine can&apos;t print receipts now.</source>
        <comment>S03</comment>
        <translation>Zurzeit gibt es hier keine gedruckten Belege.</translation>
    </message>
</context>
<context>
    <name>SlipWords</name>
    <message>
        <source>Balancing: trial</source>
        <comment>M12 slip</comment>
        <translation>Abstimmung: Probe</translation>
    </message>
    <message>
        <source>Balancing: close</source>
        <comment>M12 slip</comment>
        <translation>Abstimmung: Abschluss</translation>
    </message>
    <message>
        <source>Balancing: close, printed again</source>
        <comment>M12 slip</comment>
        <translation>Abstimmung: Abschluss, nochmals gedruckt</translation>
    </message>
    <message>
        <source>Period</source>
        <comment>M12 slip</comment>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>M12 slip</comment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Canister</source>
        <comment>M12 slip</comment>
        <translation>Kassette</translation>
    </message>
    <message>
        <source>Start</source>
        <comment>M12 slip</comment>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Added</source>
        <comment>M12 slip</comment>
        <translation>Eingelegt</translation>
    </message>
    <message>
        <source>Taken out</source>
        <comment>M12 slip</comment>
        <translation>Entnommen</translation>
    </message>
    <message>
        <source>Paid out</source>
        <comment>M12 slip</comment>
        <translation>Ausgezahlt</translation>
    </message>
    <message>
        <source>Rejected</source>
        <comment>M12 slip</comment>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Tests</source>
        <comment>M12 slip</comment>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>In doubt</source>
        <comment>M12 slip</comment>
        <translation>Unklar</translation>
    </message>
    <message>
        <source>Expected</source>
        <comment>M12 slip</comment>
        <translation>Soll</translation>
    </message>
    <message>
        <source>Counted</source>
        <comment>M12 slip</comment>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Difference</source>
        <comment>M12 slip</comment>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Reject bin</source>
        <comment>M12 slip</comment>
        <translation>Ausschussfach</translation>
    </message>
    <message>
        <source>Retract bin</source>
        <comment>M12 slip</comment>
        <translation>Rückholfach</translation>
    </message>
    <message>
        <source>count it</source>
        <comment>M12 slip</comment>
        <translation>bitte zählen</translation>
    </message>
    <message>
        <source>Paid out in all</source>
        <comment>M12 slip</comment>
        <translation>Insgesamt ausgezahlt</translation>
    </message>
    <message>
        <source>Machine&apos;s difference</source>
        <comment>M12 slip</comment>
        <translation>Differenz des Automaten</translation>
    </message>
    <message>
        <source>no difference</source>
        <comment>M12 slip</comment>
        <translation>keine Differenz</translation>
    </message>
    <message>
        <source>Bank against machine</source>
        <comment>M12 slip</comment>
        <translation>Bank gegen Automat</translation>
    </message>
    <message>
        <source>Counted against bank&apos;s books</source>
        <comment>M12 slip</comment>
        <translation>Gezählt gegen Bankbücher</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <comment>M12 slip</comment>
        <translation>noch keine Antwort</translation>
    </message>
    <message>
        <source>Envelopes taken in</source>
        <comment>M12 slip</comment>
        <translation>Umschläge angenommen</translation>
    </message>
    <message>
        <source>Look at:</source>
        <comment>M12 slip</comment>
        <translation>Bitte ansehen:</translation>
    </message>
    <message>
        <source>Over: a payment in doubt</source>
        <comment>M12 slip</comment>
        <translation>Zu viel: unklare Auszahlung</translation>
    </message>
    <message>
        <source>Short: a fault when picking</source>
        <comment>M12 slip</comment>
        <translation>Zu wenig: Fehler beim Greifen</translation>
    </message>
    <message>
        <source>Swapped canisters?</source>
        <comment>M12 slip</comment>
        <translation>Kassetten vertauscht?</translation>
    </message>
    <message>
        <source>Short: look in the reject bin</source>
        <comment>M12 slip</comment>
        <translation>Zu wenig: im Ausschussfach suchen</translation>
    </message>
    <message>
        <source>Journal and dispenser differ</source>
        <comment>M12 slip</comment>
        <translation>Journal und HSM verschieden</translation>
    </message>
    <message>
        <source>Waiting for the bank</source>
        <comment>M12 slip</comment>
        <translation>Wartet auf die Bank</translation>
    </message>
    <message>
        <source>Over: count again</source>
        <comment>M12 slip</comment>
        <translation>Zu viel: nochmals zählen</translation>
    </message>
    <message>
        <source>Short: to audit</source>
        <comment>M12 slip</comment>
        <translation>Zu wenig: an die Revision</translation>
    </message>
    <message>
        <source>Bin: count again</source>
        <comment>M12 slip</comment>
        <translation>Fach: nochmals zählen</translation>
    </message>
    <message>
        <source>By</source>
        <comment>M12 slip</comment>
        <translation>Von</translation>
    </message>
    <message>
        <source>Journal entry</source>
        <comment>M12 slip</comment>
        <translation>Journaleintrag</translation>
    </message>
    <message>
        <source>Its hash begins</source>
        <comment>M12 slip</comment>
        <translation>Beginn der Prüfsumme</translation>
    </message>
</context>
<context>
    <name>StaffDoor</name>
    <message>
        <source>Staff: press Enter</source>
        <comment>S91 staff sign</comment>
        <translation>Personal: Bestätigen drücken</translation>
    </message>
</context>
<context>
    <name>StaffEntry</name>
    <message>
        <source>%1, once more</source>
        <comment>Every staff page: the same digits again</comment>
        <translation>%1, noch einmal</translation>
    </message>
    <message>
        <source>Entered: %1</source>
        <comment>Every staff page: spoken</comment>
        <translation>Eingegeben: %1</translation>
    </message>
    <message>
        <source>So many notes are %1.</source>
        <comment>Every staff page</comment>
        <translation>So viele Scheine sind %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left.</source>
        <comment>M01</comment>
        <translation>
            <numerusform>Noch %n Sekunde.</numerusform>
            <numerusform>Noch %n Sekunden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaffFoot</name>
    <message numerus="yes">
        <source>You are logged out in %n second(s). Press any key to stay.</source>
        <comment>Every staff page</comment>
        <translation>
            <numerusform>Abmeldung in %n Sekunde. Zum Bleiben eine Taste drücken.</numerusform>
            <numerusform>Abmeldung in %n Sekunden. Zum Bleiben eine Taste drücken.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next page</source>
        <comment>Every staff page</comment>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <comment>Every staff page</comment>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>Log out</source>
        <comment>M10 the red key</comment>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Back</source>
        <comment>Every staff page: the red key</comment>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>StaffLine</name>
    <message>
        <source>All right</source>
        <comment>Every staff page: spoken</comment>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Attention</source>
        <comment>Every staff page: spoken</comment>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Fault</source>
        <comment>Every staff page: spoken</comment>
        <translation>Störung</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Logged in: %1</source>
        <comment>Every staff page</comment>
        <translation>Angemeldet: %1</translation>
    </message>
</context>
<context>
    <name>StaffStrip</name>
    <message>
        <source>Please wait</source>
        <comment>Every staff page</comment>
        <translation>Bitte warten</translation>
    </message>
</context>
<context>
    <name>StaffTable</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>Every staff page: lines</comment>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaffTyped</name>
    <message>
        <source>Type a number, then Enter</source>
        <comment>Every staff page</comment>
        <translation>Nummer tippen, dann Bestätigen</translation>
    </message>
    <message>
        <source>then Enter</source>
        <comment>Every staff page: beside the number that is typed</comment>
        <translation>dann Bestätigen</translation>
    </message>
    <message>
        <source>Entered: %1</source>
        <comment>Every staff page: spoken</comment>
        <translation>Eingegeben: %1</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message>
        <source>Service</source>
        <comment>M11</comment>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Link to the bank</source>
        <comment>M11</comment>
        <translation>Leitung zur Bank</translation>
    </message>
    <message>
        <source>Canister %1</source>
        <comment>M11</comment>
        <translation>Kassette %1</translation>
    </message>
    <message>
        <source>Receipts</source>
        <comment>M11</comment>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Safe door</source>
        <comment>M11</comment>
        <translation>Tresortür</translation>
    </message>
    <message>
        <source>Envelope bin</source>
        <comment>M11</comment>
        <translation>Umschlagfach</translation>
    </message>
    <message>
        <source>PIN pad&apos;s case</source>
        <comment>M11</comment>
        <translation>Gehäuse der Tastatur</translation>
    </message>
    <message>
        <source>Waiting for the bank</source>
        <comment>M11</comment>
        <translation>Wartet auf die Bank</translation>
    </message>
    <message>
        <source>Look again</source>
        <comment>M11</comment>
        <translation>Nachsehen</translation>
    </message>
    <message>
        <source>Answers</source>
        <comment>M11</comment>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <comment>M11</comment>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>Can be printed</source>
        <comment>M11</comment>
        <translation>Können gedruckt werden</translation>
    </message>
    <message>
        <source>Can&apos;t be printed</source>
        <comment>M11</comment>
        <translation>Können nicht gedruckt werden</translation>
    </message>
    <message>
        <source>Closed</source>
        <comment>M11 a door</comment>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>M11 a door</comment>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Has room</source>
        <comment>M11</comment>
        <translation>Hat Platz</translation>
    </message>
    <message>
        <source>Full</source>
        <comment>M11</comment>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Whole</source>
        <comment>M11</comment>
        <translation>Unversehrt</translation>
    </message>
    <message>
        <source>Was opened</source>
        <comment>M11</comment>
        <translation>Wurde geöffnet</translation>
    </message>
    <message>
        <source>Starting</source>
        <comment>M11</comment>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>M11</comment>
        <translation>Aus</translation>
    </message>
    <message>
        <source>In service</source>
        <comment>M11</comment>
        <translation>In Betrieb</translation>
    </message>
    <message>
        <source>In service, no cash</source>
        <comment>M11</comment>
        <translation>In Betrieb, kein Bargeld</translation>
    </message>
    <message>
        <source>Out of service</source>
        <comment>M11</comment>
        <translation>Außer Betrieb</translation>
    </message>
    <message>
        <source>Card reader</source>
        <comment>M11</comment>
        <translation>Kartenleser</translation>
    </message>
    <message>
        <source>Dispenser (HSM)</source>
        <comment>M11</comment>
        <translation>Geldausgabe (HSM)</translation>
    </message>
    <message>
        <source>PIN pad</source>
        <comment>M11</comment>
        <translation>PIN-Tastatur</translation>
    </message>
    <message>
        <source>Cabinet</source>
        <comment>M11</comment>
        <translation>Gehäuse</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <comment>M11</comment>
        <translation>Belegdrucker</translation>
    </message>
    <message>
        <source>Service door&apos;s lock</source>
        <comment>M11</comment>
        <translation>Schloss der Servicetür</translation>
    </message>
    <message>
        <source>Bolt of the service door</source>
        <comment>M11</comment>
        <translation>Riegel der Servicetür</translation>
    </message>
    <message>
        <source>Locked</source>
        <comment>M11 a bolt</comment>
        <translation>Verriegelt</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <comment>M11 a bolt</comment>
        <translation>Entriegelt</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>M11 a bolt</comment>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Batteries of that lock</source>
        <comment>M11</comment>
        <translation>Batterien dieses Schlosses</translation>
    </message>
    <message>
        <source>Running low</source>
        <comment>M11 batteries</comment>
        <translation>Fast leer</translation>
    </message>
    <message>
        <source>Clock of that lock</source>
        <comment>M11</comment>
        <translation>Uhr dieses Schlosses</translation>
    </message>
    <message>
        <source>Has to be set</source>
        <comment>M11 a clock</comment>
        <translation>Muss gestellt werden</translation>
    </message>
    <message>
        <source>Closing code</source>
        <comment>M11 for the dispatcher</comment>
        <translation>Schließcode</translation>
    </message>
    <message>
        <source>No link to the bank</source>
        <comment>M11</comment>
        <translation>Keine Leitung zur Bank</translation>
    </message>
    <message>
        <source>No canister can pay</source>
        <comment>M11</comment>
        <translation>Keine Kassette kann zahlen</translation>
    </message>
    <message>
        <source>Dispenser does not work</source>
        <comment>M11</comment>
        <translation>Geldausgabe gestört</translation>
    </message>
    <message>
        <source>A result is in doubt</source>
        <comment>M11</comment>
        <translation>Ein Ergebnis ist zweifelhaft</translation>
    </message>
    <message>
        <source>Card reader does not work</source>
        <comment>M11</comment>
        <translation>Kartenleser gestört</translation>
    </message>
    <message>
        <source>PIN pad does not work</source>
        <comment>M11</comment>
        <translation>PIN-Tastatur gestört</translation>
    </message>
    <message>
        <source>No receipt paper</source>
        <comment>M11</comment>
        <translation>Kein Belegpapier</translation>
    </message>
    <message>
        <source>Journal or clock can&apos;t be used</source>
        <comment>M11</comment>
        <translation>Journal oder Uhr unbrauchbar</translation>
    </message>
    <message>
        <source>Service door&apos;s lock needs a look</source>
        <comment>M11</comment>
        <translation>Schloss der Servicetür prüfen</translation>
    </message>
    <message>
        <source>Receipt paper</source>
        <comment>M11</comment>
        <translation>Belegpapier</translation>
    </message>
    <message>
        <source>Enough</source>
        <comment>M11</comment>
        <translation>Genug</translation>
    </message>
    <message>
        <source>Running low</source>
        <comment>M11</comment>
        <translation>Geht zur Neige</translation>
    </message>
    <message>
        <source>Used up</source>
        <comment>M11</comment>
        <translation>Aufgebraucht</translation>
    </message>
    <message>
        <source>Paper is jammed</source>
        <comment>M11</comment>
        <translation>Papierstau</translation>
    </message>
    <message>
        <source>Cover is open</source>
        <comment>M11</comment>
        <translation>Klappe ist offen</translation>
    </message>
    <message>
        <source>Service door</source>
        <comment>M11</comment>
        <translation>Servicetür</translation>
    </message>
    <message>
        <source>Power</source>
        <comment>M11</comment>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Mains</source>
        <comment>M11</comment>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Battery</source>
        <comment>M11</comment>
        <translation>Batterie</translation>
    </message>
    <message>
        <source>Envelope slot</source>
        <comment>M11</comment>
        <translation>Umschlagschlitz</translation>
    </message>
    <message>
        <source>Somebody must look inside</source>
        <comment>M11</comment>
        <translation>Jemand muss hineinsehen</translation>
    </message>
    <message>
        <source>Journal entries not at the bank</source>
        <comment>M11</comment>
        <translation>Journaleinträge, die der Bank fehlen</translation>
    </message>
    <message>
        <source>Free room for the journal</source>
        <comment>M11</comment>
        <translation>Freier Platz für das Journal</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>M11</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Clock, against the bank&apos;s</source>
        <comment>M11</comment>
        <translation>Uhr gegen die der Bank</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>M11</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Certificate ends in</source>
        <comment>M11</comment>
        <translation>Zertifikat endet in</translation>
    </message>
    <message>
        <source>%1 days</source>
        <comment>M11</comment>
        <translation>%1 Tagen</translation>
    </message>
    <message>
        <source>It has ended</source>
        <comment>M11</comment>
        <translation>Es ist abgelaufen</translation>
    </message>
    <message>
        <source>Can&apos;t be read</source>
        <comment>M11</comment>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Runs from its battery</source>
        <comment>M11</comment>
        <translation>Läuft auf Batterie</translation>
    </message>
    <message>
        <source>Safe door is open</source>
        <comment>M11</comment>
        <translation>Tresortür ist offen</translation>
    </message>
    <message>
        <source>Key switch is off</source>
        <comment>M11</comment>
        <translation>Schlüsselschalter ist aus</translation>
    </message>
    <message>
        <source>Keys are missing</source>
        <comment>M11</comment>
        <translation>Schlüssel fehlen</translation>
    </message>
    <message>
        <source>Closed by the bank</source>
        <comment>M11</comment>
        <translation>Von der Bank geschlossen</translation>
    </message>
    <message>
        <source>No envelope can be taken</source>
        <comment>M11</comment>
        <translation>Kein Umschlag möglich</translation>
    </message>
    <message>
        <source>Cabinet does not answer</source>
        <comment>M11</comment>
        <translation>Gehäuse antwortet nicht</translation>
    </message>
    <message>
        <source>A withdrawal is not settled</source>
        <comment>M11</comment>
        <translation>Eine Auszahlung ist offen</translation>
    </message>
    <message>
        <source>Canisters are not counted</source>
        <comment>M11</comment>
        <translation>Kassetten nicht gezählt</translation>
    </message>
    <message>
        <source>Staff are at the machine</source>
        <comment>M11</comment>
        <translation>Personal ist am Gerät</translation>
    </message>
</context>
<context>
    <name>SummaryCard</name>
    <message>
        <source>From</source>
        <comment>S10</comment>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <comment>S23</comment>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Fee</source>
        <comment>S10</comment>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>Receipt</source>
        <comment>S10</comment>
        <translation>Beleg</translation>
    </message>
</context>
<context>
    <name>SupplyWords</name>
    <message>
        <source>Not known yet</source>
        <comment>M14</comment>
        <translation>Noch unbekannt</translation>
    </message>
    <message>
        <source>Roll</source>
        <comment>M15</comment>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Enough</source>
        <comment>M15</comment>
        <translation>Genug</translation>
    </message>
    <message>
        <source>Low</source>
        <comment>M15</comment>
        <translation>Fast leer</translation>
    </message>
    <message>
        <source>Out</source>
        <comment>M15</comment>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Cover</source>
        <comment>M15</comment>
        <translation>Deckel</translation>
    </message>
    <message>
        <source>Paper path</source>
        <comment>M15</comment>
        <translation>Papierweg</translation>
    </message>
    <message>
        <source>Jammed</source>
        <comment>M15</comment>
        <translation>Papierstau</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>M15</comment>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Receipt slot</source>
        <comment>M15</comment>
        <translation>Belegschlitz</translation>
    </message>
    <message>
        <source>Holds a receipt</source>
        <comment>M15</comment>
        <translation>Enthält einen Beleg</translation>
    </message>
    <message>
        <source>Empty</source>
        <comment>M15</comment>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Has no sensor</source>
        <comment>M15</comment>
        <translation>Ohne Sensor</translation>
    </message>
    <message>
        <source>I put a new roll in</source>
        <comment>M15</comment>
        <translation>Neue Rolle eingelegt</translation>
    </message>
    <message>
        <source>Noted: a new roll.</source>
        <comment>M15</comment>
        <translation>Vermerkt: neue Rolle.</translation>
    </message>
    <message>
        <source>The printer sees no paper.</source>
        <comment>M15</comment>
        <translation>Der Drucker sieht kein Papier.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <comment>M15</comment>
        <translation>Der Drucker antwortet nicht.</translation>
    </message>
    <message>
        <source>Empty the bin</source>
        <comment>M14</comment>
        <translation>Umschläge entnehmen</translation>
    </message>
    <message>
        <source>Open a door first</source>
        <comment>M14</comment>
        <translation>Erst eine Tür öffnen</translation>
    </message>
    <message>
        <source>Open a door anew</source>
        <comment>M14</comment>
        <translation>Tür neu öffnen</translation>
    </message>
    <message>
        <source>How many envelopes did you take out?</source>
        <comment>M14</comment>
        <translation>Wie viele Umschläge wurden entnommen?</translation>
    </message>
    <message>
        <source>The two counts are not the same.</source>
        <comment>M14</comment>
        <translation>Die beiden Zählungen sind nicht gleich.</translation>
    </message>
    <message>
        <source>Number of the new bag</source>
        <comment>M14</comment>
        <translation>Nummer des neuen Beutels</translation>
    </message>
    <message>
        <source>Counted</source>
        <comment>M14</comment>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>By the slot</source>
        <comment>M14</comment>
        <translation>Laut Fach</translation>
    </message>
    <message>
        <source>Difference</source>
        <comment>M14</comment>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>New bag</source>
        <comment>M14</comment>
        <translation>Neuer Beutel</translation>
    </message>
    <message>
        <source>They are in the bag</source>
        <comment>M14</comment>
        <translation>Sie sind im Beutel</translation>
    </message>
    <message>
        <source>Numbers</source>
        <comment>M14</comment>
        <translation>Nummern</translation>
    </message>
    <message>
        <source>Of these, deposits</source>
        <comment>M14</comment>
        <translation>Davon Einzahlungen</translation>
    </message>
    <message>
        <source>Slot</source>
        <comment>M14</comment>
        <translation>Fach</translation>
    </message>
    <message>
        <source>Look whether an envelope is stuck</source>
        <comment>M14</comment>
        <translation>Nachsehen, ob ein Umschlag steckt</translation>
    </message>
    <message>
        <source>Noted: the envelopes are out.</source>
        <comment>M14</comment>
        <translation>Vermerkt: Die Umschläge sind entnommen.</translation>
    </message>
    <message>
        <source>Cards in this machine</source>
        <comment>M16</comment>
        <translation>Karten in dieser Maschine</translation>
    </message>
    <message>
        <source>A card that is left is given back into the slot.</source>
        <comment>M16</comment>
        <translation>Eine vergessene Karte wird in den Schlitz zurückgegeben.</translation>
    </message>
    <message>
        <source>After three wrong PINs the bank stops the card.</source>
        <comment>M16</comment>
        <translation>Nach drei falschen PINs sperrt die Bank die Karte.</translation>
    </message>
    <message>
        <source>Send a card that you find to the bank.</source>
        <comment>M16</comment>
        <translation>Eine gefundene Karte an die Bank senden.</translation>
    </message>
</context>
<context>
    <name>SystemWords</name>
    <message>
        <source>Next amount. So far: %1</source>
        <comment>M20</comment>
        <translation>Nächster Betrag. Bisher: %1</translation>
    </message>
    <message>
        <source>Enter alone: no more amounts.</source>
        <comment>M20</comment>
        <translation>Nur Bestätigen: keine weiteren Beträge.</translation>
    </message>
    <message>
        <source>Enter alone: the machine&apos;s own language only.</source>
        <comment>M20</comment>
        <translation>Nur Bestätigen: nur die Sprache des Automaten.</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>M22</comment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Mark of the settings</source>
        <comment>M22</comment>
        <translation>Kennung der Einstellungen</translation>
    </message>
    <message>
        <source>Started</source>
        <comment>M22</comment>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Start number</source>
        <comment>M22</comment>
        <translation>Nummer des Starts</translation>
    </message>
    <message>
        <source>Format of the journal</source>
        <comment>M22</comment>
        <translation>Format des Journals</translation>
    </message>
    <message>
        <source>Format of the staff list</source>
        <comment>M22</comment>
        <translation>Format der Personalliste</translation>
    </message>
    <message>
        <source>Python</source>
        <comment>M22</comment>
        <translation>Python</translation>
    </message>
    <message>
        <source>Qt</source>
        <comment>M22</comment>
        <translation>Qt</translation>
    </message>
    <message>
        <source>System</source>
        <comment>M22</comment>
        <translation>System</translation>
    </message>
    <message>
        <source>Firmware %1</source>
        <comment>M22</comment>
        <translation>Firmware %1</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <comment>M22</comment>
        <translation>Als Datei sichern</translation>
    </message>
    <message>
        <source>Saved beside the journal: %1</source>
        <comment>M22</comment>
        <translation>Neben dem Journal gesichert: %1</translation>
    </message>
    <message>
        <source>Not saved. The folder can&apos;t be written.</source>
        <comment>M22</comment>
        <translation>Nicht gesichert. Nicht beschreibbar.</translation>
    </message>
    <message>
        <source>It is not certain whether that was saved.</source>
        <comment>M22</comment>
        <translation>Ungewiss, ob das gesichert ist.</translation>
    </message>
    <message>
        <source>Send a test alarm</source>
        <comment>M24</comment>
        <translation>Probealarm senden</translation>
    </message>
    <message>
        <source>Restart the program</source>
        <comment>M24</comment>
        <translation>Programm neu starten</translation>
    </message>
    <message>
        <source>Shut the program down</source>
        <comment>M24</comment>
        <translation>Programm beenden</translation>
    </message>
    <message>
        <source>Yes, restart</source>
        <comment>M24</comment>
        <translation>Ja, neu starten</translation>
    </message>
    <message>
        <source>Yes, shut down</source>
        <comment>M24</comment>
        <translation>Ja, beenden</translation>
    </message>
    <message>
        <source>Are you sure? Cancel goes back.</source>
        <comment>M24</comment>
        <translation>Sicher? Abbruch geht zurück.</translation>
    </message>
    <message>
        <source>On its way</source>
        <comment>M24</comment>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>The next start takes it up again.</source>
        <comment>M24</comment>
        <translation>Der nächste Start nimmt es wieder auf.</translation>
    </message>
    <message>
        <source>The bank has the alarm.</source>
        <comment>M24</comment>
        <translation>Die Bank hat den Alarm.</translation>
    </message>
    <message>
        <source>No answer. The bank may have it, or not.</source>
        <comment>M24</comment>
        <translation>Keine Antwort. Vielleicht hat die Bank ihn.</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>M20</comment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>From</source>
        <comment>M20</comment>
        <translation>Woher</translation>
    </message>
    <message>
        <source>Default</source>
        <comment>M20</comment>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>File</source>
        <comment>M20</comment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Environment</source>
        <comment>M20</comment>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Command line</source>
        <comment>M20</comment>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Then %1</source>
        <comment>M20</comment>
        <translation>Dann %1</translation>
    </message>
    <message>
        <source>Change a setting</source>
        <comment>M20</comment>
        <translation>Einstellung ändern</translation>
    </message>
    <message>
        <source>%1 is set by the environment or the command line.</source>
        <comment>M20</comment>
        <translation>%1 ist in der Umgebung oder Befehlszeile gesetzt.</translation>
    </message>
    <message>
        <source>Number of the setting, 1 to %1</source>
        <comment>M20</comment>
        <translation>Nummer der Einstellung, 1 bis %1</translation>
    </message>
    <message>
        <source>New value of %1</source>
        <comment>M20</comment>
        <translation>Neuer Wert von %1</translation>
    </message>
    <message>
        <source>Digits of the languages, in order: %1</source>
        <comment>M20</comment>
        <translation>Ziffern der Sprachen, der Reihe nach: %1</translation>
    </message>
    <message>
        <source>Enter each language&apos;s digit once.</source>
        <comment>M20</comment>
        <translation>Jede Ziffer einer Sprache einmal eingeben.</translation>
    </message>
    <message>
        <source>Written: %1 is %2 from the next start on (14).</source>
        <comment>M20</comment>
        <translation>Geschrieben: %1 ist %2 ab dem nächsten Start (14).</translation>
    </message>
    <message>
        <source>It is not certain what the file says now.</source>
        <comment>M20</comment>
        <translation>Ungewiss, was jetzt in der Datei steht.</translation>
    </message>
    <message>
        <source>Not changed. It must be: %1</source>
        <comment>M20</comment>
        <translation>Nicht geändert. Es gilt: %1</translation>
    </message>
    <message>
        <source>The file can&apos;t be used: %1</source>
        <comment>M20</comment>
        <translation>Die Datei ist unbrauchbar: %1</translation>
    </message>
    <message>
        <source>Not changed. Edit the file by hand.</source>
        <comment>M20</comment>
        <translation>Nicht geändert. Datei von Hand ändern.</translation>
    </message>
    <message>
        <source>It is so already.</source>
        <comment>M20</comment>
        <translation>Das ist schon so.</translation>
    </message>
    <message>
        <source>Not changed. Somebody else has changed the file.</source>
        <comment>M20</comment>
        <translation>Nicht geändert. Jemand hat die Datei geändert.</translation>
    </message>
    <message>
        <source>Not changed. The disk can&apos;t be written.</source>
        <comment>M20</comment>
        <translation>Nicht geändert. Nicht beschreibbar.</translation>
    </message>
    <message>
        <source>This machine&apos;s certificate</source>
        <comment>M21</comment>
        <translation>Zertifikat dieses Geräts</translation>
    </message>
    <message>
        <source>This machine&apos;s ends in</source>
        <comment>M21</comment>
        <translation>Das des Geräts endet in</translation>
    </message>
    <message>
        <source>Authority of the bank</source>
        <comment>M21</comment>
        <translation>Stammzertifikat der Bank</translation>
    </message>
    <message>
        <source>The authority&apos;s ends in</source>
        <comment>M21</comment>
        <translation>Das der Bank endet in</translation>
    </message>
    <message>
        <source>Serial number</source>
        <comment>M21</comment>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Good until</source>
        <comment>M21</comment>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>PIN key of the screen</source>
        <comment>M21</comment>
        <translation>PIN-Schlüssel des Bildschirms</translation>
    </message>
    <message>
        <source>Key of the link</source>
        <comment>M21</comment>
        <translation>Schlüssel der Leitung</translation>
    </message>
    <message>
        <source>Key of card names</source>
        <comment>M21</comment>
        <translation>Schlüssel der Kartennamen</translation>
    </message>
    <message>
        <source>Seal of the journal</source>
        <comment>M21</comment>
        <translation>Siegel des Journals</translation>
    </message>
    <message>
        <source>Its first key&apos;s name</source>
        <comment>M21</comment>
        <translation>Name des ersten Siegelschlüssels</translation>
    </message>
    <message>
        <source>Made here; the bank knows none</source>
        <comment>M21</comment>
        <translation>Hier gemacht; die Bank hat keinen</translation>
    </message>
    <message>
        <source>There</source>
        <comment>M21</comment>
        <translation>Vorhanden</translation>
    </message>
    <message>
        <source>Missing</source>
        <comment>M21</comment>
        <translation>Fehlt</translation>
    </message>
</context>
<context>
    <name>TakePage</name>
    <message>
        <source>Take your cash</source>
        <comment>S14</comment>
        <translation>Bargeld nehmen</translation>
    </message>
    <message>
        <source>Take your cash: %1</source>
        <comment>S14</comment>
        <translation>Bargeld nehmen: %1</translation>
    </message>
    <message>
        <source>Take your card</source>
        <comment>S12</comment>
        <translation>Karte nehmen</translation>
    </message>
    <message>
        <source>Wait for your receipt</source>
        <comment>S15</comment>
        <translation>Auf den Beleg warten</translation>
    </message>
    <message>
        <source>Take your receipt</source>
        <comment>S15</comment>
        <translation>Beleg nehmen</translation>
    </message>
    <message>
        <source>Insert your envelope</source>
        <comment>S23a</comment>
        <translation>Umschlag einführen</translation>
    </message>
    <message>
        <source>Please wait</source>
        <comment>S23a</comment>
        <translation>Bitte warten</translation>
    </message>
    <message>
        <source>Your cash comes next.</source>
        <comment>S12</comment>
        <translation>Das Bargeld kommt gleich.</translation>
    </message>
    <message>
        <source>We have read it. Take it to go on.</source>
        <comment>S12</comment>
        <translation>Sie ist gelesen. Danach geht es weiter.</translation>
    </message>
    <message>
        <source>We are printing it.</source>
        <comment>S15</comment>
        <translation>Er wird gedruckt.</translation>
    </message>
    <message>
        <source>The slot is open. Its light is on.</source>
        <comment>S23a</comment>
        <translation>Der Schlitz ist offen. Sein Licht leuchtet.</translation>
    </message>
    <message>
        <source>The slot is closing.</source>
        <comment>S23a</comment>
        <translation>Der Schlitz schließt sich.</translation>
    </message>
    <message>
        <source>The bank checks it before it credits your account.</source>
        <comment>S23a</comment>
        <translation>Die Bank prüft ihn, dann schreibt sie Ihrem Konto gut.</translation>
    </message>
</context>
<context>
    <name>TestWords</name>
    <message>
        <source>Card reader</source>
        <comment>M17</comment>
        <translation>Kartenleser</translation>
    </message>
    <message>
        <source>Keypad</source>
        <comment>M17</comment>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>HSM</source>
        <comment>M17</comment>
        <translation>HSM</translation>
    </message>
    <message>
        <source>Dispenser</source>
        <comment>M17</comment>
        <translation>Auszahler</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <comment>M17</comment>
        <translation>Belegdrucker</translation>
    </message>
    <message>
        <source>Envelope slot</source>
        <comment>M17</comment>
        <translation>Umschlagfach</translation>
    </message>
    <message>
        <source>Screen and touch</source>
        <comment>M17</comment>
        <translation>Bildschirm und Berührung</translation>
    </message>
    <message>
        <source>Lamps and sounds</source>
        <comment>M17</comment>
        <translation>Lampen und Töne</translation>
    </message>
    <message>
        <source>Switches and doors</source>
        <comment>M17</comment>
        <translation>Schalter und Türen</translation>
    </message>
    <message>
        <source>Link to the bank</source>
        <comment>M17</comment>
        <translation>Verbindung zur Bank</translation>
    </message>
    <message>
        <source>Storage</source>
        <comment>M17</comment>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Looks right</source>
        <comment>M17</comment>
        <translation>Sieht richtig aus</translation>
    </message>
    <message>
        <source>Does not</source>
        <comment>M17</comment>
        <translation>Sieht falsch aus</translation>
    </message>
    <message>
        <source>The test went well.</source>
        <comment>M17</comment>
        <translation>Der Test ist gelungen.</translation>
    </message>
    <message>
        <source>Noted: something is wrong.</source>
        <comment>M17</comment>
        <translation>Vermerkt: Etwas stimmt nicht.</translation>
    </message>
    <message>
        <source>The test was left before its end.</source>
        <comment>M17</comment>
        <translation>Der Test wurde vor dem Ende verlassen.</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <comment>M17</comment>
        <translation>Nicht ausgeführt: %1</translation>
    </message>
    <message>
        <source>Not known whether it was done: %1</source>
        <comment>M17</comment>
        <translation>Unklar, ob es ausgeführt wurde: %1</translation>
    </message>
    <message>
        <source>Ask now</source>
        <comment>M17</comment>
        <translation>Jetzt fragen</translation>
    </message>
    <message>
        <source>Card</source>
        <comment>M17</comment>
        <translation>Karte</translation>
    </message>
    <message>
        <source>None in the slot</source>
        <comment>M17</comment>
        <translation>Keine im Schlitz</translation>
    </message>
    <message>
        <source>In the slot</source>
        <comment>M17</comment>
        <translation>Im Schlitz</translation>
    </message>
    <message>
        <source>Held</source>
        <comment>M17</comment>
        <translation>Festgehalten</translation>
    </message>
    <message>
        <source>Stuck</source>
        <comment>M17</comment>
        <translation>Steckt fest</translation>
    </message>
    <message>
        <source>Kind</source>
        <comment>M17</comment>
        <translation>Art</translation>
    </message>
    <message>
        <source>None</source>
        <comment>M17</comment>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Chip</source>
        <comment>M17</comment>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Magnetic stripe</source>
        <comment>M17</comment>
        <translation>Magnetstreifen</translation>
    </message>
    <message>
        <source>Hold without a card</source>
        <comment>M17</comment>
        <translation>Ohne Karte festhalten</translation>
    </message>
    <message>
        <source>Read the card</source>
        <comment>M17</comment>
        <translation>Karte lesen</translation>
    </message>
    <message>
        <source>Take the card out</source>
        <comment>M17</comment>
        <translation>Karte entnehmen</translation>
    </message>
    <message>
        <source>Put a card in</source>
        <comment>M17</comment>
        <translation>Karte einführen</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>M17</comment>
        <translation>Scheine</translation>
    </message>
    <message>
        <source>The bank is awaited</source>
        <comment>M17</comment>
        <translation>Die Bank steht noch aus</translation>
    </message>
    <message>
        <source>The reader refused, as it should.</source>
        <comment>M17</comment>
        <translation>Der Leser hat richtig abgelehnt.</translation>
    </message>
    <message>
        <source>It held something, and let it go.</source>
        <comment>M17</comment>
        <translation>Er hielt etwas fest und gab es frei.</translation>
    </message>
    <message>
        <source>Press each key</source>
        <comment>M17</comment>
        <translation>Jede Taste drücken</translation>
    </message>
    <message>
        <source>Press each key. Cancel or Enter twice ends the test.</source>
        <comment>M17</comment>
        <translation>Jede Taste drücken. Zweimal Abbruch oder Eingabe beendet den Test.</translation>
    </message>
    <message>
        <source>%1 different keys were seen.</source>
        <comment>M17</comment>
        <translation>%1 verschiedene Tasten erkannt.</translation>
    </message>
    <message>
        <source>Key %1</source>
        <comment>M17</comment>
        <translation>Taste %1</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>M17</comment>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Clear</source>
        <comment>M17</comment>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>Cancel</source>
        <comment>M17</comment>
        <translation>Abbruch</translation>
    </message>
    <message>
        <source>Help</source>
        <comment>M17</comment>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>PIN pad&apos;s key</source>
        <comment>M17</comment>
        <translation>Schlüssel der PIN-Tastatur</translation>
    </message>
    <message>
        <source>HSM&apos;s key</source>
        <comment>M17</comment>
        <translation>Schlüssel des HSM</translation>
    </message>
    <message>
        <source>Is there</source>
        <comment>M17</comment>
        <translation>Vorhanden</translation>
    </message>
    <message>
        <source>Is missing</source>
        <comment>M17</comment>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>Firmware</source>
        <comment>M17</comment>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Record&apos;s seal</source>
        <comment>M17</comment>
        <translation>Siegel des Belegs</translation>
    </message>
    <message>
        <source>The bank finds it good</source>
        <comment>M17</comment>
        <translation>Die Bank findet es gültig</translation>
    </message>
    <message>
        <source>The bank refused the record.</source>
        <comment>M17</comment>
        <translation>Die Bank hat den Beleg abgelehnt.</translation>
    </message>
    <message>
        <source>The bank was not asked: no link, or something is open.</source>
        <comment>M17</comment>
        <translation>Die Bank wurde nicht gefragt: keine Verbindung, oder etwas ist offen.</translation>
    </message>
    <message>
        <source>The bank does not answer.</source>
        <comment>M17</comment>
        <translation>Die Bank antwortet nicht.</translation>
    </message>
    <message>
        <source>This is another HSM.</source>
        <comment>M17</comment>
        <translation>Das ist ein anderes HSM.</translation>
    </message>
    <message>
        <source>A note of each canister</source>
        <comment>M17</comment>
        <translation>Ein Schein aus jeder Kassette</translation>
    </message>
    <message>
        <source>A note of canister %1</source>
        <comment>M17</comment>
        <translation>Ein Schein aus Kassette %1</translation>
    </message>
    <message>
        <source>Its test</source>
        <comment>M17</comment>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Note tests left this hour</source>
        <comment>M17</comment>
        <translation>Scheinproben noch diese Stunde</translation>
    </message>
    <message>
        <source>In the reject bin</source>
        <comment>M17</comment>
        <translation>Im Ausschussfach</translation>
    </message>
    <message>
        <source>Did not move</source>
        <comment>M17</comment>
        <translation>Nicht bewegt</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>M17</comment>
        <translation>Unklar</translation>
    </message>
    <message>
        <source>Not now</source>
        <comment>M17</comment>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>An engineer and a custodian must be here.</source>
        <comment>M17</comment>
        <translation>Ein Techniker und ein Verwahrer müssen da sein.</translation>
    </message>
    <message>
        <source>Programs drive this machine</source>
        <comment>M17</comment>
        <translation>Programme steuern diese Maschine</translation>
    </message>
    <message>
        <source>Only with the key off</source>
        <comment>M17</comment>
        <translation>Nur bei ausgeschaltetem Schlüssel</translation>
    </message>
    <message>
        <source>The dispenser does not answer</source>
        <comment>M17</comment>
        <translation>Der Auszahler antwortet nicht</translation>
    </message>
    <message>
        <source>Somebody must look first: Unresolved</source>
        <comment>M17</comment>
        <translation>Erst muss jemand nachsehen: Ungeklärtes</translation>
    </message>
    <message>
        <source>No link to the bank</source>
        <comment>M17</comment>
        <translation>Keine Verbindung zur Bank</translation>
    </message>
    <message>
        <source>The clock differs from the bank&apos;s</source>
        <comment>M17</comment>
        <translation>Die Uhr geht anders als die der Bank</translation>
    </message>
    <message>
        <source>3 tests an hour at most</source>
        <comment>M17</comment>
        <translation>Höchstens 3 Tests je Stunde</translation>
    </message>
    <message>
        <source>Open the safe, then shut it</source>
        <comment>M17</comment>
        <translation>Tresor öffnen, dann schließen</translation>
    </message>
    <message>
        <source>Shut the safe</source>
        <comment>M17</comment>
        <translation>Tresor schließen</translation>
    </message>
    <message>
        <source>Open and shut the safe again</source>
        <comment>M17</comment>
        <translation>Tresor nochmals öffnen und schließen</translation>
    </message>
    <message>
        <source>No answer yet. The machine goes on asking.</source>
        <comment>M17</comment>
        <translation>Noch keine Antwort. Die Maschine fragt weiter.</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <comment>M17</comment>
        <translation>Testseite drucken</translation>
    </message>
    <message>
        <source>Cut the paper</source>
        <comment>M17</comment>
        <translation>Papier abschneiden</translation>
    </message>
    <message>
        <source>Are all letters clear, black is black, and is it cut off?</source>
        <comment>M17</comment>
        <translation>Sind alle Zeichen klar, Schwarz schwarz und das Papier abgeschnitten?</translation>
    </message>
    <message>
        <source>Slot</source>
        <comment>M17</comment>
        <translation>Fach</translation>
    </message>
    <message>
        <source>Closed</source>
        <comment>M17</comment>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>M17</comment>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Took an envelope</source>
        <comment>M17</comment>
        <translation>Nahm einen Umschlag an</translation>
    </message>
    <message>
        <source>Closed without one</source>
        <comment>M17</comment>
        <translation>Ohne Umschlag geschlossen</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <comment>M17</comment>
        <translation>Unklar</translation>
    </message>
    <message>
        <source>Envelopes so far</source>
        <comment>M17</comment>
        <translation>Umschläge bisher</translation>
    </message>
    <message>
        <source>Open and shut it</source>
        <comment>M17</comment>
        <translation>Öffnen und schließen</translation>
    </message>
    <message>
        <source>Envelope %1 lies in the bin. It is no deposit.</source>
        <comment>M17</comment>
        <translation>Umschlag %1 liegt im Behälter. Er ist keine Einzahlung.</translation>
    </message>
    <message>
        <source>Colours</source>
        <comment>M17</comment>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Touch</source>
        <comment>M17</comment>
        <translation>Berührung</translation>
    </message>
    <message>
        <source>Keys alone</source>
        <comment>M17</comment>
        <translation>Nur Tasten</translation>
    </message>
    <message>
        <source>Next</source>
        <comment>M17</comment>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Touch here</source>
        <comment>M17</comment>
        <translation>Hier berühren</translation>
    </message>
    <message>
        <source>White, black, red, green, blue: each without a spot?</source>
        <comment>M17</comment>
        <translation>Weiß, Schwarz, Rot, Grün, Blau: jeweils ohne Flecken?</translation>
    </message>
    <message>
        <source>Press %1</source>
        <comment>M17</comment>
        <translation>Taste %1 drücken</translation>
    </message>
    <message>
        <source>Another key was seen.</source>
        <comment>M17</comment>
        <translation>Eine andere Taste wurde erkannt.</translation>
    </message>
    <message>
        <source>Light all lamps</source>
        <comment>M17</comment>
        <translation>Alle Lampen einschalten</translation>
    </message>
    <message>
        <source>Make all sounds</source>
        <comment>M17</comment>
        <translation>Alle Töne spielen</translation>
    </message>
    <message>
        <source>Card slot</source>
        <comment>M17</comment>
        <translation>Kartenschlitz</translation>
    </message>
    <message>
        <source>Cash</source>
        <comment>M17</comment>
        <translation>Bargeld</translation>
    </message>
    <message>
        <source>Receipt</source>
        <comment>M17</comment>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Envelope</source>
        <comment>M17</comment>
        <translation>Umschlag</translation>
    </message>
    <message>
        <source>PIN pad</source>
        <comment>M17</comment>
        <translation>PIN-Tastatur</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>M17</comment>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>M17</comment>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Take</source>
        <comment>M17</comment>
        <translation>Entnehmen</translation>
    </message>
    <message>
        <source>Hurry</source>
        <comment>M17</comment>
        <translation>Beeilung</translation>
    </message>
    <message>
        <source>Is each of these lamps lit?</source>
        <comment>M17</comment>
        <translation>Leuchtet jede dieser Lampen?</translation>
    </message>
    <message>
        <source>Did you hear each of these sounds?</source>
        <comment>M17</comment>
        <translation>War jeder dieser Töne zu hören?</translation>
    </message>
    <message>
        <source>Change and see</source>
        <comment>M17</comment>
        <translation>Ändern und ansehen</translation>
    </message>
    <message>
        <source>Open doors, plug headphones: does each line follow?</source>
        <comment>M17</comment>
        <translation>Türen öffnen, Kopfhörer anschließen: Folgt jede Zeile?</translation>
    </message>
    <message>
        <source>Key switch</source>
        <comment>M17</comment>
        <translation>Schlüsselschalter</translation>
    </message>
    <message>
        <source>On</source>
        <comment>M17</comment>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>M17</comment>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Service door</source>
        <comment>M17</comment>
        <translation>Servicetür</translation>
    </message>
    <message>
        <source>Headphones</source>
        <comment>M17</comment>
        <translation>Kopfhörer</translation>
    </message>
    <message>
        <source>Plugged in</source>
        <comment>M17</comment>
        <translation>Eingesteckt</translation>
    </message>
    <message>
        <source>Power</source>
        <comment>M17</comment>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Battery</source>
        <comment>M17</comment>
        <translation>Batterie</translation>
    </message>
    <message>
        <source>Mains</source>
        <comment>M17</comment>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Round trip, ms</source>
        <comment>M17</comment>
        <translation>Hin und zurück, ms</translation>
    </message>
    <message>
        <source>Clock ahead of the bank, ms</source>
        <comment>M17</comment>
        <translation>Uhr vor der Bank, ms</translation>
    </message>
    <message>
        <source>Certificate, days left</source>
        <comment>M17</comment>
        <translation>Zertifikat, Tage übrig</translation>
    </message>
    <message>
        <source>The certificate can&apos;t be read.</source>
        <comment>M17</comment>
        <translation>Das Zertifikat ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Read everything</source>
        <comment>M17</comment>
        <translation>Alles lesen</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>M17</comment>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Journal entries</source>
        <comment>M17</comment>
        <translation>Journaleinträge</translation>
    </message>
    <message>
        <source>Chain</source>
        <comment>M17</comment>
        <translation>Kette</translation>
    </message>
    <message>
        <source>Whole</source>
        <comment>M17</comment>
        <translation>Lückenlos</translation>
    </message>
    <message>
        <source>Broken</source>
        <comment>M17</comment>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Copy</source>
        <comment>M17</comment>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>The same</source>
        <comment>M17</comment>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>There is none</source>
        <comment>M17</comment>
        <translation>Es gibt keine</translation>
    </message>
    <message>
        <source>A file is missing</source>
        <comment>M17</comment>
        <translation>Eine Datei fehlt</translation>
    </message>
    <message>
        <source>Differs</source>
        <comment>M17</comment>
        <translation>Abweichend</translation>
    </message>
    <message>
        <source>The copy is not as it should be.</source>
        <comment>M17</comment>
        <translation>Die Kopie ist nicht, wie sie sein soll.</translation>
    </message>
</context>
<context>
    <name>TileGrid</name>
    <message>
        <source>%1, chosen</source>
        <comment>S08 spoken</comment>
        <translation>%1, gewählt</translation>
    </message>
</context>
<context>
    <name>TooSmall</name>
    <message>
        <source>This screen is too small. The machine needs 1024 × 768 or more.</source>
        <comment>Every screen: for staff</comment>
        <translation>Dieser Bildschirm ist zu klein. Nötig sind 1024 × 768 oder mehr.</translation>
    </message>
</context>
<context>
    <name>TransferEnd</name>
    <message>
        <source>%1 %2</source>
        <comment>S21c account and the end of its number</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Available now: %1</source>
        <comment>S21d</comment>
        <translation>Jetzt verfügbar: %1</translation>
    </message>
</context>
<context>
    <name>TransferPage</name>
    <message>
        <source>%1 is transferred</source>
        <comment>S21d</comment>
        <translation>%1 umgebucht</translation>
    </message>
    <message>
        <source>Transfer %1?</source>
        <comment>S21c</comment>
        <translation>%1 umbuchen?</translation>
    </message>
    <message>
        <source>From</source>
        <comment>S21c</comment>
        <translation>Von</translation>
    </message>
    <message>
        <source>%1 has left this account.</source>
        <comment>S21d</comment>
        <translation>%1 sind von diesem Konto abgegangen.</translation>
    </message>
    <message>
        <source>%1 leaves this account.</source>
        <comment>S21c</comment>
        <translation>%1 gehen von diesem Konto ab.</translation>
    </message>
    <message>
        <source>To</source>
        <comment>S21c</comment>
        <translation>Auf</translation>
    </message>
    <message>
        <source>%1 is in this account now.</source>
        <comment>S21d</comment>
        <translation>%1 sind jetzt auf diesem Konto.</translation>
    </message>
    <message>
        <source>%1 goes to this account.</source>
        <comment>S21c</comment>
        <translation>%1 gehen auf dieses Konto.</translation>
    </message>
    <message>
        <source>Receipt</source>
        <comment>S10</comment>
        <translation>Beleg</translation>
    </message>
</context>
<context>
    <name>WaitBar</name>
    <message>
        <source>Please wait</source>
        <comment>S11 progress</comment>
        <translation>Bitte warten</translation>
    </message>
</context>
<context>
    <name>WaitPage</name>
    <message>
        <source>Leave your card in the machine</source>
        <comment>S02</comment>
        <translation>Karte im Automaten lassen</translation>
    </message>
    <message>
        <source>Your card comes back at once</source>
        <comment>S02</comment>
        <translation>Ihre Karte kommt gleich zurück</translation>
    </message>
    <message>
        <source>Please wait</source>
        <comment>S11</comment>
        <translation>Bitte warten</translation>
    </message>
    <message>
        <source>Please wait</source>
        <comment>S13</comment>
        <translation>Bitte warten</translation>
    </message>
    <message>
        <source>Please wait for your cash</source>
        <comment>S13</comment>
        <translation>Bitte auf das Bargeld warten</translation>
    </message>
    <message>
        <source>We are reading your card.</source>
        <comment>S02</comment>
        <translation>Wir lesen Ihre Karte.</translation>
    </message>
    <message>
        <source>We are reading it. Then you type your PIN.</source>
        <comment>S02</comment>
        <translation>Wir lesen sie. Danach geben Sie die PIN ein.</translation>
    </message>
    <message>
        <source>We are contacting your bank.</source>
        <comment>S11</comment>
        <translation>Wir fragen Ihre Bank.</translation>
    </message>
    <message>
        <source>We are still waiting for your bank.</source>
        <comment>S11</comment>
        <translation>Wir warten noch auf Ihre Bank.</translation>
    </message>
    <message>
        <source>We are counting it.</source>
        <comment>S13</comment>
        <translation>Wir zählen es.</translation>
    </message>
    <message>
        <source>We are counting %1.</source>
        <comment>S13</comment>
        <translation>Wir zählen %1.</translation>
    </message>
</context>
</TS>
