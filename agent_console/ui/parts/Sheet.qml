import QtQuick
import ".."

// A question in the middle of the window; what lies below cannot be touched while it is open.
Item {
    id: sheet

    default property alias content: body.data
    property string heading: ""
    property real sheetWidth: Theme.s(600)

    signal dismissed()

    anchors.fill: parent
    visible: false
    z: 10
    Keys.onEscapePressed: dismissed()
    onVisibleChanged: if (visible) forceActiveFocus()

    Rectangle {
        anchors.fill: parent
        color: Theme.ink
        opacity: 0.32
    }
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onWheel: (wheel) => wheel.accepted = true
    }

    Panel {
        anchors.centerIn: parent
        width: sheet.sheetWidth
        height: body.implicitHeight + Theme.s(64)
        radius: Theme.s(18)

        Column {
            id: body
            anchors.fill: parent
            anchors.margins: Theme.s(32)
            spacing: Theme.s(16)

            Say {
                width: parent.width
                text: sheet.heading
                font.pixelSize: Theme.s(26)
                font.weight: Font.DemiBold
            }
        }
    }
}
