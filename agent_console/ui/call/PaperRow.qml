import QtQuick
import QtQuick.Controls.Basic
import ".."
import "../parts"

// An issued paper: a click reads it, the button prints it at the booth.
Item {
    id: row

    property var entry

    implicitHeight: Theme.s(58)

    AbstractButton {
        id: open
        objectName: "paper_" + row.entry.paper
        readonly property string number: row.entry.number
        readonly property bool signed: row.entry.signed

        anchors.left: parent.left
        anchors.right: printIt.left
        anchors.rightMargin: Theme.s(8)
        height: parent.height
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        Keys.onReturnPressed: click()
        Accessible.name: row.entry.title
        onClicked: app.caseFile.read(row.entry.paper)

        contentItem: Rectangle {
            radius: Theme.s(10)
            color: open.hovered ? Theme.primaryTint : Theme.paper
            border.width: open.visualFocus ? 2 : 0
            border.color: Theme.focus

            Icon {
                id: glyph
                anchors.left: parent.left
                anchors.leftMargin: Theme.s(12)
                anchors.verticalCenter: parent.verticalCenter
                name: "doc"
                color: Theme.primary
            }
            Column {
                anchors.left: glyph.right
                anchors.leftMargin: Theme.s(10)
                anchors.right: parent.right
                anchors.rightMargin: Theme.s(10)
                anchors.verticalCenter: parent.verticalCenter

                Row {
                    spacing: Theme.s(8)
                    Say { text: row.entry.title; font.pixelSize: Theme.small; wrapMode: Text.NoWrap }
                    Tag {
                        anchors.verticalCenter: parent.verticalCenter
                        implicitHeight: Theme.s(20)
                        tone: "good"
                        text: row.entry.signed ? qsTr("已签名") : ""
                    }
                }
                Say {
                    width: parent.width
                    text: row.entry.number
                    color: Theme.faint
                    font.pixelSize: Theme.tiny
                    wrapMode: Text.NoWrap
                    elide: Text.ElideMiddle
                }
            }
        }
    }
    ActionButton {
        id: printIt
        objectName: "askPrint_" + row.entry.paper
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: parent.height
        glyph: "print"
        text: qsTr("打印")
        busy: app.desk.requests.some(r => r.running && r.action === "print" && r.paper === row.entry.paper)
        enabled: !busy
        onClicked: app.desk.askPrint(row.entry.paper)
    }
}
