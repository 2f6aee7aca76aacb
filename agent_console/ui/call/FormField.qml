import QtQuick
import ".."
import "../parts"

// One field: label, where its value came from, the input that fits its type, what is wrong with it.
Column {
    id: form

    property var field
    readonly property bool choice: field.options.length > 0
    readonly property bool chips: choice && (field.kind === "multi" || field.options.length <= 5)
    readonly property bool needsWidth: field.wide || (chips && field.options.join("").length > 14)
    property bool lit: false

    visible: field.shown
    spacing: Theme.s(6)

    Connections {
        target: form.field
        function onCitizenTyped(): void {
            form.lit = true
            dim.restart()
        }
    }
    Timer {
        id: dim
        interval: 2500
        onTriggered: form.lit = false
    }

    Item {
        width: parent.width
        height: Theme.s(22)

        Say {
            anchors.left: parent.left
            anchors.right: origin.left
            anchors.rightMargin: Theme.s(8)
            anchors.verticalCenter: parent.verticalCenter
            text: (form.field.required ? "" : qsTr("（选填）")) + form.field.label
            color: Theme.secondary
            font.pixelSize: Theme.small
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        OriginTag {
            id: origin
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            source: form.field.source
            opacity: form.field.inFlight ? 0.45 : 1
        }
    }

    Loader {
        width: parent.width
        sourceComponent: !form.choice ? line : form.chips ? flow : list
    }

    Say {
        width: parent.width
        visible: text !== ""
        text: form.field.problem || (form.field.missing ? qsTr("必填") : form.field.value === "" ? form.field.hint : "")
        color: form.field.problem !== "" ? (form.field.hard ? Theme.accent : Theme.warning)
            : form.field.missing ? Theme.warning : Theme.faint
        font.pixelSize: Theme.tiny
    }

    Loader {
        width: parent.width
        active: form.field.conflict !== "" && app.caseFile.editable
        visible: active
        sourceComponent: gaveWay
    }

    Component {
        id: gaveWay

        Rectangle {
            implicitHeight: gave.implicitHeight + Theme.s(16)
            radius: Theme.s(8)
            color: Theme.warningTint

            Column {
                id: gave
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: Theme.s(10)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.s(4)

                Say {
                    width: parent.width
                    text: qsTr("办事人先改了此项，已保留办事人的内容。您填的是：%1").arg(form.field.conflict)
                    color: Theme.warning
                    font.pixelSize: Theme.tiny
                }
                Row {
                    spacing: Theme.s(8)
                    ActionButton {
                        objectName: "useMine_" + form.field.name
                        implicitHeight: Theme.s(30)
                        look: "warning"
                        text: qsTr("改用我填的")
                        onClicked: form.field.useMine()
                    }
                    ActionButton {
                        implicitHeight: Theme.s(30)
                        look: "plain"
                        text: qsTr("保留")
                        onClicked: form.field.dismiss()
                    }
                }
            }
        }
    }
    Component {
        id: line
        FieldLine { field: form.field; lit: form.lit }
    }
    Component {
        id: flow
        FieldChips { field: form.field; lit: form.lit }
    }
    Component {
        id: list
        FieldList { field: form.field; lit: form.lit }
    }
}
