import QtQuick

Rectangle {
    id: root
    property string text: ""
    property string icon: ""
    property color colour: Theme.primary
    signal clicked

    anchors.fill: parent
    anchors.margins: 8
    radius: 16
    color: tap.pressed ? Theme.primaryTint : "transparent"
    border.width: activeFocus ? 3 : 0
    border.color: Theme.focus
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: clicked()
    Keys.onSpacePressed: clicked()

    Column {
        anchors.centerIn: parent
        spacing: 4
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: root.icon
            size: 44
            colour: root.colour
        }
        CwText {
            width: root.width - 8
            horizontalAlignment: Text.AlignHCenter
            text: root.text
            color: root.colour
            font.pixelSize: Theme.elder ? 30 : 24
            elide: Text.ElideRight
            maximumLineCount: 1
            wrapMode: Text.NoWrap
        }
    }
    TapHandler {
        id: tap
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: root.clicked()
    }
}
