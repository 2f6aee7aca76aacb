import QtQuick
import ".."
import "../parts"

// Who it is and which case; the card can be asked for here.
Panel {
    id: panel

    readonly property var head: app.caseFile.head
    readonly property bool known: head.holder.name !== undefined

    implicitHeight: content.implicitHeight + Theme.s(28)

    Column {
        id: content
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.s(16)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s(6)

        Item {
            width: parent.width
            height: Theme.s(36)

            Say {
                anchors.left: parent.left
                anchors.right: ask.left
                anchors.verticalCenter: parent.verticalCenter
                text: panel.known ? panel.head.holder.name : qsTr("未读取证件")
                font.pixelSize: Theme.s(24)
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            ActionButton {
                id: ask
                objectName: "askCard"
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                implicitHeight: Theme.s(36)
                glyph: "card"
                text: qsTr("读卡")
                busy: app.desk.requests.some(r => r.action === "read_card" && r.running)
                enabled: !busy
                onClicked: app.desk.askCard()
            }
        }
        Say {
            visible: panel.known
            width: parent.width
            text: panel.known ? panel.head.holder.number : ""
            color: Theme.secondary
            font.pixelSize: Theme.small
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        Row {
            width: parent.width
            spacing: Theme.s(6)

            Icon { name: "hall"; size: Theme.s(18); color: Theme.faint; anchors.verticalCenter: parent.verticalCenter }
            Say {
                width: parent.width - Theme.s(24)
                text: app.desk.call.hall
                color: Theme.secondary
                font.pixelSize: Theme.small
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
    }
}
