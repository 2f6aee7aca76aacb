import QtQuick
import QtQuick.Controls.Basic
import ".."
import "../parts"

// Looks at one page: zoom by wheel or button, move by dragging, turn; the citizen's picture stays in sight.
Panel {
    id: viewer

    objectName: "viewer"

    readonly property var look: app.viewer.state
    readonly property int pages: look.count
    readonly property bool ready: app.viewer.source !== ""
    property real zoom: 1
    property int turned: 0

    function rescale(by: real): void {
        zoom = Math.max(1, Math.min(6, zoom * by))
    }

    clip: true
    focus: visible
    Keys.onEscapePressed: app.viewer.close()
    onVisibleChanged: if (visible) forceActiveFocus()

    Connections {
        target: app.viewer
        function onChanged(): void {
            if (!app.viewer.isOpen) {
                viewer.zoom = 1
                viewer.turned = 0
            }
        }
    }
    MouseArea { anchors.fill: parent }

    Item {
        id: bar
        width: parent.width
        height: Theme.s(64)

        Say {
            anchors.left: parent.left
            anchors.leftMargin: Theme.s(24)
            anchors.right: tools.left
            anchors.verticalCenter: parent.verticalCenter
            text: viewer.look.title + (viewer.pages > 1 ? qsTr("  第 %1 页，共 %2 页").arg(viewer.look.index + 1).arg(viewer.pages) : "")
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
            elide: Text.ElideMiddle
        }
        Row {
            id: tools
            anchors.right: parent.right
            anchors.rightMargin: Theme.s(12)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s(6)

            ActionButton { objectName: "viewerPrevious"; look: "plain"; glyph: "left"; visible: viewer.pages > 1; enabled: viewer.look.index > 0; Accessible.name: qsTr("上一页"); onClicked: app.viewer.turn(-1) }
            ActionButton { objectName: "viewerNext"; look: "plain"; glyph: "right"; visible: viewer.pages > 1; enabled: viewer.look.index < viewer.pages - 1; Accessible.name: qsTr("下一页"); onClicked: app.viewer.turn(1) }
            ActionButton { objectName: "viewerZoomOut"; look: "plain"; glyph: "minus"; enabled: viewer.zoom > 1; Accessible.name: qsTr("缩小"); onClicked: viewer.rescale(0.8) }
            ActionButton { objectName: "viewerZoomIn"; look: "plain"; glyph: "plus"; Accessible.name: qsTr("放大"); onClicked: viewer.rescale(1.25) }
            ActionButton { objectName: "viewerRotate"; look: "plain"; glyph: "rotate"; Accessible.name: qsTr("旋转"); onClicked: viewer.turned = (viewer.turned + 90) % 360 }
            ActionButton {
                objectName: "viewerOriginal"
                visible: viewer.look.kind === "material"
                glyph: "photo"
                text: viewer.look.original ? qsTr("看校正后") : qsTr("看原照片")
                checked: viewer.look.original
                onClicked: app.viewer.showOriginal(!viewer.look.original)
            }
            ActionButton { objectName: "viewerClose"; look: "plain"; glyph: "cross"; Accessible.name: qsTr("关闭"); onClicked: app.viewer.close() }
        }
    }

    Rectangle {
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 1
        x: 1
        width: parent.width - 2
        color: "#E9E6DF"

        Flickable {
            id: desk
            anchors.fill: parent
            clip: true
            contentWidth: Math.max(width, frame.width + Theme.s(48))
            contentHeight: Math.max(height, frame.height + Theme.s(48))
            boundsBehavior: Flickable.StopAtBounds

            Item {
                id: frame
                readonly property bool aside: viewer.turned % 180 !== 0
                readonly property real ratio: picture.implicitWidth > 0 ? picture.implicitHeight / picture.implicitWidth : 1.41
                readonly property real shape: aside ? 1 / ratio : ratio
                readonly property real fit: Math.min(desk.width - Theme.s(48), (desk.height - Theme.s(48)) / shape)
                width: fit * viewer.zoom
                height: width * shape
                x: (desk.contentWidth - width) / 2
                y: (desk.contentHeight - height) / 2

                Rectangle {
                    anchors.centerIn: parent
                    width: frame.aside ? frame.height : frame.width
                    height: frame.aside ? frame.width : frame.height
                    rotation: viewer.turned
                    visible: viewer.ready
                    color: "#FFFFFF"
                    border.width: 1
                    border.color: Theme.line

                    Image {
                        id: picture
                        anchors.fill: parent
                        anchors.margins: 1
                        cache: false
                        smooth: true
                        mipmap: true
                        source: app.viewer.source
                    }
                }
            }
        }
        WheelHandler {
            acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
            onWheel: (event) => viewer.rescale(event.angleDelta.y > 0 ? 1.15 : 1 / 1.15)
        }
        Say {
            anchors.centerIn: parent
            visible: !viewer.ready
            text: viewer.look.failed ? qsTr("打不开这份文件，请稍后再试。") : qsTr("正在打开…")
            color: Theme.secondary
        }
        Row {
            anchors.left: parent.left
            anchors.bottom: parent.bottom
            anchors.margins: Theme.s(16)
            spacing: Theme.s(8)
            visible: viewer.ready

            Repeater {
                model: viewer.look.warnings

                Tag {
                    required property string modelData
                    tone: "warn"
                    glyph: "warn"
                    text: Words.warning(modelData)
                }
            }
        }
    }
}
