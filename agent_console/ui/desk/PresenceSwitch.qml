import QtQuick
import ".."
import "../parts"

// 空闲 or 小休.
Rectangle {
    id: chooser

    implicitWidth: row.implicitWidth + Theme.s(8)
    implicitHeight: Theme.s(44)
    radius: height / 2
    color: Theme.paper
    border.width: 1
    border.color: Theme.line

    Row {
        id: row
        anchors.centerIn: parent

        Repeater {
            model: [
                {name: "presenceReady", presence: "ready", tone: Theme.success},
                {name: "presenceAway", presence: "away", tone: Theme.warning}
            ]

            Rectangle {
                id: half

                required property var modelData
                readonly property bool chosen: app.desk.presence === modelData.presence

                objectName: modelData.name
                implicitWidth: word.implicitWidth + Theme.s(44)
                implicitHeight: Theme.s(36)
                radius: height / 2
                color: chosen ? modelData.tone : touch.containsMouse ? Theme.line : "transparent"
                activeFocusOnTab: true
                border.width: activeFocus ? 2 : 0
                border.color: Theme.focus
                Keys.onSpacePressed: touch.choose()
                Keys.onReturnPressed: touch.choose()
                Accessible.role: Accessible.RadioButton
                Accessible.name: word.text

                Row {
                    anchors.centerIn: parent
                    spacing: Theme.s(8)
                    Rectangle {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Theme.s(8)
                        height: width
                        radius: width / 2
                        color: half.chosen ? Theme.surface : half.modelData.tone
                    }
                    Say {
                        id: word
                        text: Words.presence(half.modelData.presence)
                        color: half.chosen ? Theme.surface : Theme.secondary
                        font.pixelSize: Theme.small
                        font.weight: half.chosen ? Font.DemiBold : Font.Normal
                        wrapMode: Text.NoWrap
                    }
                }
                MouseArea {
                    id: touch
                    anchors.fill: parent
                    hoverEnabled: true
                    onClicked: choose()

                    function choose(): void {
                        if (half.modelData.presence === "ready")
                            app.desk.ready()
                        else
                            app.desk.away()
                    }
                }
            }
        }
    }
}
