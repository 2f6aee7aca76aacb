import QtQuick

// Where the visit is: five steps, the one under way filled.
Row {
    id: root
    readonly property var _places: ({
        "notice": 0, "consent": 0, "card": 1, "confirm_card": 1, "items": 2, "item": 2, "cross_region": 2,
        "materials": 3, "scan": 3, "waiting": 3, "call": 3, "read_sign": 3, "receipt": 4, "rating": 4
    })
    readonly property int step: kiosk.screen in _places ? _places[kiosk.screen] : -1
    spacing: 14

    Repeater {
        model: [qsTr("告知"), qsTr("身份"), qsTr("事项"), qsTr("办理"), qsTr("完成")]
        Row {
            required property int index
            required property string modelData
            readonly property bool done: index < root.step
            readonly property bool now: index === root.step
            spacing: 14
            Rectangle {
                visible: index > 0
                anchors.verticalCenter: parent.verticalCenter
                width: 32
                height: 3
                radius: 1.5
                color: index <= root.step ? Theme.primary : Theme.line
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: 36
                height: 36
                radius: 18
                color: done || now ? Theme.primary : Theme.surface
                border.width: 2
                border.color: done || now ? Theme.primary : Theme.faint
                Icon {
                    anchors.centerIn: parent
                    visible: done
                    name: "check"
                    size: 24
                    colour: Theme.inkOnPrimary
                }
                CwText {
                    anchors.centerIn: parent
                    visible: !done
                    text: index + 1
                    font.pixelSize: 20
                    color: now ? Theme.inkOnPrimary : Theme.secondary
                }
            }
            CwText {
                anchors.verticalCenter: parent.verticalCenter
                text: modelData
                font.pixelSize: Theme.small
                font.weight: now ? Font.Medium : Font.Normal
                color: now ? Theme.primary : Theme.secondary
            }
        }
    }
}
