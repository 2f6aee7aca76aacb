import QtQuick
import ".."
import "../parts"

// A short word on the call that has just ended; then ready again.
Item {
    id: screen

    readonly property bool served: app.desk.lastCall.outcome === "served"

    Panel {
        anchors.centerIn: parent
        width: Theme.s(860)
        height: content.implicitHeight + Theme.s(112)
        radius: Theme.s(20)

        Column {
            id: content
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.s(64)
            anchors.rightMargin: Theme.s(64)
            spacing: Theme.s(28)

            Row {
                width: parent.width
                spacing: Theme.s(24)

                Rectangle {
                    id: disc
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.s(84)
                    height: width
                    radius: width / 2
                    color: screen.served ? Theme.successTint : Theme.warningTint

                    Icon {
                        anchors.centerIn: parent
                        name: screen.served ? "check" : "hangUp"
                        size: Theme.s(42)
                        color: screen.served ? Theme.success : Theme.warning
                    }
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - disc.width - Theme.s(24)
                    spacing: Theme.s(4)

                    Say {
                        objectName: "afterCallSummary"
                        width: parent.width
                        text: Words.callEnd(app.desk.lastCall.outcome)
                        font.pixelSize: Theme.head
                        font.weight: Font.DemiBold
                    }
                    Say {
                        width: parent.width
                        text: qsTr("通话 %1").arg(Words.span(app.desk.lastCall.seconds))
                        color: Theme.secondary
                    }
                }
            }

            Rectangle { width: parent.width; height: 1; color: Theme.line }

            Column {
                width: parent.width
                spacing: Theme.s(12)

                Repeater {
                    model: [
                        {word: qsTr("事项"), text: app.caseFile.last.item || "—"},
                        {word: qsTr("办件流水号"), text: app.caseFile.last.no || "—"},
                        {word: qsTr("办件状态"), text: Words.caseState(app.caseFile.last.state || "") || "—"},
                        {word: qsTr("办结期限"), text: app.caseFile.last.due || "—"}
                    ]

                    Row {
                        id: line
                        required property var modelData
                        width: parent.width
                        spacing: Theme.s(16)

                        Say { width: Theme.s(150); text: line.modelData.word; color: Theme.secondary; font.pixelSize: Theme.small }
                        Say { width: parent.width - Theme.s(166); text: line.modelData.text; wrapMode: Text.WrapAnywhere }
                    }
                }
            }

            Say {
                width: parent.width
                text: qsTr("办事人的资料已从本机内存清除。")
                color: Theme.faint
                font.pixelSize: Theme.small
            }

            Row {
                width: parent.width
                spacing: Theme.s(16)

                ActionButton {
                    objectName: "afterCallReady"
                    width: (parent.width - Theme.s(16)) * 0.66
                    big: true
                    look: "primary"
                    text: qsTr("继续接待下一位")
                    onClicked: app.desk.ready()
                }
                ActionButton {
                    objectName: "afterCallAway"
                    width: (parent.width - Theme.s(16)) * 0.34
                    big: true
                    text: qsTr("小休")
                    onClicked: app.desk.away()
                }
            }
        }
    }
}
