import QtQuick
import ".."
import "../parts"

// Who gave a value: the chip, the citizen, the desk.
Row {
    id: tag

    property string source: ""

    visible: source !== ""
    spacing: Theme.s(3)

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: tag.source === "card" ? "chip" : tag.source === "citizen" ? "person" : "pen"
        size: Theme.s(14)
        color: tag.source === "card" ? Theme.success : tag.source === "citizen" ? Theme.warning : Theme.primary
    }
    Say {
        anchors.verticalCenter: parent.verticalCenter
        text: tag.source === "card" ? qsTr("芯片") : tag.source === "citizen" ? qsTr("办事人") : qsTr("坐席")
        color: tag.source === "card" ? Theme.success : tag.source === "citizen" ? Theme.warning : Theme.primary
        font.pixelSize: Theme.tiny
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
}
