import QtQuick

// One page of a paper on show, as wide as there is room, scrolled up and down.
Panel {
    id: root
    property string source: ""
    padding: 12
    clip: true

    Flickable {
        id: flick
        anchors.fill: parent
        clip: true
        contentHeight: page.height
        boundsBehavior: Flickable.StopAtBounds
        Image {
            id: page
            width: flick.width
            height: status === Image.Ready ? width * implicitHeight / Math.max(1, implicitWidth) : flick.height
            cache: false
            sourceSize.width: Math.max(600, Math.round(flick.width))
            fillMode: Image.PreserveAspectFit
            source: root.source
            onSourceChanged: flick.contentY = 0
        }
    }
}
