import QtQuick

Rectangle {
    id: root
    readonly property string sentence: Words.trouble(kiosk.trouble)
    readonly property bool passing: ["link_lost", "link_refused", "seat_lost", "peer_lost", "reader_unplugged", "reader_fault"].indexOf(kiosk.trouble) >= 0
    visible: sentence !== ""
    height: visible ? Math.max(Theme.bar - 16, sentenceText.height + 32) : 0
    color: Theme.warningTint

    Icon {
        id: icon
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "alert"
        size: 48
        colour: Theme.warning
    }
    CwText {
        id: sentenceText
        objectName: "troubleSentence"
        readonly property string kind: kiosk.trouble
        anchors.left: icon.right
        anchors.leftMargin: 20
        anchors.right: root.passing ? parent.right : close.left
        anchors.rightMargin: root.passing ? Theme.margin : 20
        anchors.verticalCenter: parent.verticalCenter
        text: root.sentence
        color: "#6B430A"
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    CwButton {
        id: close
        objectName: "troubleClose"
        visible: !root.passing
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        height: 80
        text: qsTr("知道了")
        onClicked: kiosk.intend("close_trouble")
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: "#E9D6AE"
    }
}
