import QtQuick
import QtQuick.Controls.Basic
import ".."
import "../parts"

// A small picture of one page; a click opens it.
AbstractButton {
    id: thumb

    property var page
    readonly property bool ready: page.ready

    implicitWidth: Theme.s(86)
    implicitHeight: Theme.s(112)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: click()
    Accessible.name: qsTr("查看页面")

    contentItem: Rectangle {
        color: Theme.paper
        radius: Theme.s(6)
        border.width: thumb.visualFocus || thumb.hovered ? 2 : 1
        border.color: thumb.visualFocus ? Theme.focus : thumb.hovered ? Theme.primary : Theme.line

        Image {
            anchors.fill: parent
            anchors.margins: Theme.s(3)
            fillMode: Image.PreserveAspectFit
            cache: false
            source: thumb.ready ? "image://documents/" + thumb.page.sha256 + "/thumb" : ""
        }
        Icon {
            anchors.centerIn: parent
            visible: !thumb.ready
            name: "photo"
            color: Theme.faint
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: warning.implicitHeight + Theme.s(4)
            visible: thumb.page.warnings.length > 0
            color: Theme.warningTint

            Say {
                id: warning
                anchors.centerIn: parent
                width: parent.width - Theme.s(6)
                text: thumb.page.warnings.map(Words.warning).join("、")
                color: Theme.warning
                font.pixelSize: Theme.s(11)
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}
