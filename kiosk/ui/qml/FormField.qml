import QtQuick

// One field of the form: label, value, who wrote it, what is wrong with it.
Item {
    id: root
    required property var row
    readonly property string text: row.value
    readonly property string by: row.by
    readonly property bool highlighted: row.highlighted
    readonly property bool typed: row.choices.length === 0 || row.locked
    objectName: "fieldRow_" + row.field
    onHighlightedChanged: if (highlighted && !Qt.inputMethod.visible) showItself()

    function showItself() {
        let up = root.parent
        while (up && typeof up.revealSoon !== "function")
            up = up.parent
        if (up)
            up.revealSoon(root)
    }

    function shown() {
        const chosen = row.choices.find(choice => choice.value === row.value)
        return chosen === undefined ? row.value : chosen.label
    }
    implicitHeight: column.height

    Column {
        id: column
        width: parent.width
        spacing: 6

        Item {
            width: parent.width
            height: label.height
            CwText {
                id: label
                width: parent.width - by.width - 12
                text: root.row.label + (root.row.required ? "" : qsTr("（选填）"))
                color: Theme.secondary
                font.pixelSize: Theme.small
            }
            Rectangle {
                id: by
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: byText.text !== ""
                width: visible ? byText.implicitWidth + 24 : 0
                height: byText.implicitHeight + 4
                radius: height / 2
                color: root.row.by === "agent" || root.row.by === "supervisor" ? Theme.primaryTint : "#F1EFE9"
                CwText {
                    id: byText
                    anchors.centerIn: parent
                    font.pixelSize: Theme.elder ? 26 : 20
                    color: Theme.secondary
                    text: root.row.fromCard ? qsTr("来自证件") : root.row.by === "agent" || root.row.by === "supervisor" ? qsTr("工作人员填写") : ""
                }
            }
        }

        TextInputBox {
            id: box
            name: visible ? "field_" + root.row.field : ""
            by: root.row.by
            visible: root.typed
            width: parent.width
            readOnly: root.row.locked
            wrong: root.row.problem !== ""
            marked: root.row.highlighted
            placeholder: root.row.hint !== "" ? root.row.hint : root.row.kind === "date" ? qsTr("年-月-日，如 1990-01-31") : ""
            hints: ["mobile", "phone", "bank_card", "integer"].indexOf(root.row.kind) >= 0 ? Qt.ImhDigitsOnly
                 : ["id_number", "uscc", "date", "decimal"].indexOf(root.row.kind) >= 0 ? Qt.ImhPreferNumbers | Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText
                 : root.row.kind === "email" ? Qt.ImhEmailCharactersOnly : Qt.ImhNoPredictiveText
            onEdited: text => { if (!readOnly) kiosk.typeField(root.row.field, text) }

            function follow() {
                if (!box.input.activeFocus && box.text !== root.shown())
                    box.text = root.shown()
            }
            Component.onCompleted: follow()
            // The screen may change under the fingers; what was typed is kept.
            Component.onDestruction: if (box.input.activeFocus && !box.readOnly) kiosk.typeField(root.row.field, box.text)
            input.onActiveFocusChanged: follow()
            Connections {
                target: root
                function onRowChanged() { box.follow() }
            }
        }

        Flow {
            id: options
            objectName: visible ? "field_" + root.row.field : ""
            readonly property string text: root.row.value
            readonly property string by: root.row.by
            readonly property bool highlighted: root.row.highlighted
            visible: !root.typed
            width: parent.width
            spacing: 12
            Repeater {
                model: root.typed ? [] : root.row.choices
                Rectangle {
                    id: choice
                    required property int index
                    required property var modelData
                    readonly property bool several: root.row.kind === "multi"
                    readonly property bool chosen: several ? root.row.value.split("、").indexOf(modelData.value) >= 0 : root.row.value === modelData.value
                    objectName: "choice_" + root.row.field + "_" + index
                    width: Math.min(choiceText.implicitWidth + 48, options.width)
                    height: Theme.button - 8
                    radius: 14
                    color: chosen ? Theme.primary : tap.pressed ? Theme.primaryTint : Theme.surface
                    border.width: root.row.highlighted && chosen ? 4 : 2
                    border.color: root.row.highlighted && chosen ? Theme.focus : chosen ? Theme.primary : Theme.line
                    Accessible.role: Accessible.RadioButton
                    Accessible.name: modelData.label
                    Accessible.checked: chosen
                    CwText {
                        id: choiceText
                        anchors.centerIn: parent
                        width: Math.min(implicitWidth, choice.width - 32)
                        text: choice.modelData.label
                        color: choice.chosen ? Theme.inkOnPrimary : Theme.ink
                        elide: Text.ElideRight
                        maximumLineCount: 1
                        wrapMode: Text.NoWrap
                    }
                    TapHandler {
                        id: tap
                        onTapped: {
                            if (!choice.several) {
                                kiosk.typeField(root.row.field, choice.modelData.value)
                                return
                            }
                            const now = root.row.value === "" ? [] : root.row.value.split("、")
                            const at = now.indexOf(choice.modelData.value)
                            if (at >= 0)
                                now.splice(at, 1)
                            else
                                now.push(choice.modelData.value)
                            kiosk.typeField(root.row.field, now.join("、"))
                        }
                    }
                }
            }
        }

        CwText {
            visible: root.row.problem !== ""
            width: parent.width
            text: root.row.problem
            color: Theme.accent
            font.pixelSize: Theme.small
        }
    }
}
