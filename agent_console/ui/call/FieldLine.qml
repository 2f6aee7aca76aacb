import QtQuick
import ".."
import "../parts"

// A field that is typed. A draft goes out when the typing pauses or the field is left.
Entry {
    id: entry

    property var field
    readonly property string value: field.value
    readonly property string problem: field.problem
    readonly property string source: field.source
    readonly property string conflict: field.conflict

    function commit(): void {
        pause.stop()
        if (text !== field.value)
            field.type(text)
        text = field.value
    }

    objectName: "field_" + field.name
    readOnly: !app.caseFile.editable
    wrong: field.problem !== "" && field.hard
    maximumLength: 2000
    Accessible.name: field.label
    Component.onCompleted: text = field.value
    onActiveFocusChanged: activeFocus ? field.begin() : field.end()
    onTextEdited: pause.restart()
    onEditingFinished: commit()

    Connections {
        target: entry.field
        function onChanged(): void {
            if (!pause.running)
                entry.text = entry.field.value
        }
    }
    Timer {
        id: pause
        interval: 800
        onTriggered: entry.commit()
    }
}
