import QtQuick

// The whole form by sections; both ends see the same.
Column {
    id: root
    spacing: Theme.gap

    Repeater {
        model: kiosk.fields
        Column {
            id: entry
            required property var model
            required property string section
            required property bool heading
            readonly property var row: ({
                field: model.field, label: model.label, kind: model.kind, value: model.value, choices: model.choices,
                required: model.required, by: model.by, highlighted: model.highlighted, problem: model.problem,
                hint: model.hint, wide: model.wide, locked: model.locked, fromCard: model.fromCard
            })
            width: root.width
            spacing: Theme.gap
            Item {
                visible: entry.heading
                width: parent.width
                height: visible ? headingText.height + 16 : 0
                Rectangle {
                    y: headingText.y + 8
                    width: 6
                    height: headingText.height - 16
                    radius: 3
                    color: Theme.primary
                }
                CwText {
                    id: headingText
                    x: 22
                    y: 12
                    text: entry.section
                    font.pixelSize: Theme.lead
                    font.weight: Font.Medium
                }
            }
            FormField {
                width: parent.width
                row: entry.row
            }
        }
    }
}
