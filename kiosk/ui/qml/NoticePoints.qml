import QtQuick

// The points of a notice: heading at the left, sentence at the right; one below the other where it is narrow.
Column {
    id: root
    readonly property string text: kiosk.notice.map(point => point.heading + " " + point.text).join("\n")
    width: parent ? parent.width : 800
    spacing: Theme.gap

    Repeater {
        model: kiosk.notice
        Panel {
            id: point
            required property var modelData
            width: root.width
            padding: 28
            implicitHeight: Math.max(heading.height, sentence.height + (Theme.elder ? heading.height + 8 : 0)) + 56
            CwText {
                id: heading
                width: Theme.elder ? parent.width : Math.min(240, parent.width * 0.3)
                text: point.modelData.heading
                color: Theme.primary
                font.weight: Font.Medium
            }
            CwText {
                id: sentence
                x: Theme.elder ? 0 : heading.width + 24
                y: Theme.elder ? heading.height + 8 : 0
                width: parent.width - x
                text: point.modelData.text
            }
        }
    }
}
