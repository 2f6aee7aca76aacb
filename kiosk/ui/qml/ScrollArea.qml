import QtQuick

// Scrolls up and down, and keeps what is being typed into in view when the keyboard takes half of the screen.
Flickable {
    id: area

    readonly property Item focused: Window.activeFocusItem

    clip: true
    contentWidth: width
    interactive: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds
    onFocusedChanged: if (focused) revealSoon(focused)
    onHeightChanged: if (focused) revealSoon(focused)

    property Item _wanted: null

    // A little later, when everything has found its place; a timer dies with its screen.
    Timer {
        id: soon
        interval: 30
        onTriggered: area.reveal(area._wanted)
    }

    function revealSoon(item) {
        area._wanted = item
        soon.restart()
    }

    function reveal(item) {
        let up = item
        while (up && up !== area.contentItem)
            up = up.parent
        if (!item || !up || !item.visible)
            return
        const top = item.mapToItem(area.contentItem, 0, 0).y
        if (top < contentY + 72)
            contentY = Math.max(0, top - 72)
        else if (top + item.height > contentY + height - 24)
            contentY = Math.max(0, Math.min(contentHeight - height, top + item.height + 24 - height))
    }
}
