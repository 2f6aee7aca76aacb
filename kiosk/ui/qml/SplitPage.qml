import QtQuick

// A sheet to look at and what to do with it: one above the other, or side by side on a wide screen.
Item {
    id: root

    property string title: ""
    property string sentence: ""
    property bool strip: true
    default property alias sheet: sheetArea.data
    property alias side: sideColumn.data

    readonly property real _width: Math.min(width - 2 * Theme.margin, Theme.wide ? 1720 : 1400)
    readonly property real _left: (width - _width) / 2
    readonly property real _sheetWidth: Theme.wide ? Math.round(_width * 0.62) : _width
    readonly property real _top: head.y + head.height + (Theme.wide ? 16 : 24)

    Column {
        id: head
        x: root._left
        y: Theme.wide ? 20 : 40
        width: root._width
        CwText {
            width: parent.width
            text: root.title
            font.pixelSize: Theme.title
            font.weight: Font.Medium
        }
        CwText {
            width: parent.width
            text: root.sentence
            color: Theme.secondary
        }
    }
    CallStrip {
        id: call
        narrow: Theme.wide
        visible: root.strip && kiosk.callInfo.agentNo !== ""
        x: Theme.wide ? sideColumn.x : root._left
        y: root._top
        width: sideColumn.width
    }
    Item {
        id: sheetArea
        x: root._left
        y: !Theme.wide && call.visible ? call.y + call.height + Theme.gap : root._top
        width: root._sheetWidth
        height: Math.max(200, (Theme.wide ? root.height - 20 : sideColumn.y - Theme.gap) - y)
    }
    Column {
        id: sideColumn
        x: Theme.wide ? root._left + root._sheetWidth + Theme.space : root._left
        y: root.height - height - (Theme.wide ? 20 : 32)
        width: Theme.wide ? root._width - root._sheetWidth - Theme.space : root._width
        spacing: Theme.gap
    }
}
