<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>LanguagePage</name>
    <message numerus="yes">
        <source>Continues in English in %n second(s).</source>
        <comment>S01</comment>
        <extracomment>Name the very language of this translation: it is the one that the visit goes on in.</extracomment>
        <translation>
            <numerusform>Continues in English in %n second.</numerusform>
            <numerusform>Continues in English in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoreTime</name>
    <message numerus="yes">
        <source>Time is up in %n second(s).</source>
        <comment>S18</comment>
        <translation>
            <numerusform>Time is up in %n second.</numerusform>
            <numerusform>Time is up in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteMix</name>
    <message numerus="yes">
        <source>%n note(s) of %1</source>
        <comment>S10 number of notes, spoken</comment>
        <translation>
            <numerusform>%n note of %1</numerusform>
            <numerusform>%n notes of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message numerus="yes">
        <source>That PIN is not right. You have %n try(s) left.</source>
        <comment>S04 E04</comment>
        <translation>
            <numerusform>That PIN is not right. You have %n try left.</numerusform>
            <numerusform>That PIN is not right. You have %n tries left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinDots</name>
    <message numerus="yes">
        <source>%n digit(s) entered</source>
        <comment>S04</comment>
        <translation>
            <numerusform>%n digit entered</numerusform>
            <numerusform>%n digits entered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaffEntry</name>
    <message numerus="yes">
        <source>%n second(s) left.</source>
        <comment>M01</comment>
        <translation>
            <numerusform>%n second left.</numerusform>
            <numerusform>%n seconds left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaffFoot</name>
    <message numerus="yes">
        <source>You are logged out in %n second(s). Press any key to stay.</source>
        <comment>Every staff page</comment>
        <translation>
            <numerusform>You are logged out in %n second. Press any key to stay.</numerusform>
            <numerusform>You are logged out in %n seconds. Press any key to stay.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaffTable</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>Every staff page: lines</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
