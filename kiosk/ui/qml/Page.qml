import QtQuick

// The frame of every screen of a visit: a title, a sentence, the content (scrolled when too long), the way on.
Item {
    id: root

    property string title: ""
    property string sentence: ""
    default property alias content: column.data
    property alias footer: foot.data
    readonly property int contentWidth: Math.min(width - 2 * Theme.margin, 1400)
    readonly property real contentHeight: flick.height

    Column {
        id: head
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.wide ? 24 : 48
        width: root.contentWidth
        spacing: 8
        CwText {
            width: parent.width
            visible: text !== ""
            text: root.title
            font.pixelSize: Theme.title
            font.weight: Font.Medium
        }
        CwText {
            width: parent.width
            visible: text !== ""
            text: root.sentence
            color: Theme.secondary
        }
    }

    ScrollArea {
        id: flick
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: head.bottom
        anchors.topMargin: Theme.wide ? 16 : 32
        anchors.bottom: foot.top
        anchors.bottomMargin: foot.height > 0 ? Theme.gap : 0
        width: root.contentWidth
        contentHeight: column.height
        Column {
            id: column
            width: flick.width
            spacing: Theme.gap
        }
    }

    Rectangle {
        anchors.right: flick.right
        anchors.rightMargin: -24
        visible: flick.interactive
        y: flick.y + flick.height * flick.visibleArea.yPosition
        width: 8
        height: Math.max(40, flick.height * flick.visibleArea.heightRatio)
        radius: 4
        color: Theme.line
    }

    Column {
        id: foot
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.wide ? 16 : 32
        width: root.contentWidth
        spacing: Theme.gap
    }
}
