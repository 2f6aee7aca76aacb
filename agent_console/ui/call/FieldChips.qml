import QtQuick
import ".."
import "../parts"

// A field with a few options: all of them in sight.
Flow {
    id: chips

    property var field
    property bool lit: false
    readonly property string value: field.value
    readonly property string problem: field.problem
    readonly property string source: field.source
    readonly property string conflict: field.conflict
    readonly property var chosen: value === "" ? [] : value.split("、")

    objectName: "field_" + field.name
    spacing: Theme.s(8)

    Repeater {
        model: chips.field.options.length

        ActionButton {
            required property int index
            readonly property string option: chips.field.options[index]

            objectName: "choose_" + chips.field.name + "_" + index
            implicitHeight: Theme.s(40)
            text: chips.field.optionLabels[index]
            look: chips.lit && checked ? "warning" : "quiet"
            checked: chips.chosen.indexOf(option) >= 0
            enabled: app.caseFile.editable
            onClicked: chips.field.choose(option)
        }
    }
}
