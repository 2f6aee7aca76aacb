import QtQuick

// A round switch over the picture; a ring shows how loud one's own voice is.
Item {
    id: root
    property string icon: ""
    property string text: ""
    property bool off: false
    property real level: 0
    signal clicked
    width: 112
    height: 136
    Accessible.role: Accessible.Button
    Accessible.name: text

    Rectangle {
        anchors.centerIn: disc
        width: disc.width + 8 + Math.min(1, root.level * 4) * 22
        height: width
        radius: width / 2
        color: "transparent"
        border.width: 4
        border.color: "#5BC08C"
        visible: root.level > 0.005 && !root.off
    }
    Rectangle {
        id: disc
        anchors.horizontalCenter: parent.horizontalCenter
        width: 88
        height: 88
        radius: 44
        color: root.off ? Theme.accent : tap.pressed ? "#E60B3A4F" : "#B30B3A4F"
        Icon {
            anchors.centerIn: parent
            name: root.icon
            size: 44
            colour: "#FFFFFF"
        }
    }
    CwText {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: disc.bottom
        anchors.topMargin: 12
        text: root.text
        color: "#FFFFFF"
        font.pixelSize: 22
        style: Text.Outline
        styleColor: "#660B3A4F"
    }
    TapHandler {
        id: tap
        onTapped: root.clicked()
    }
}
