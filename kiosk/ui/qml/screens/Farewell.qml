import QtQuick
import ".."

Item {
    id: root
    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(32, (parent.height - height) / 2 - 40)
        width: Math.min(parent.width - 2 * Theme.margin, 900)
        spacing: Theme.space

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 220
            height: 220
            radius: 110
            color: kiosk.cardOnReader ? Theme.warningTint : Theme.successTint
            Icon {
                anchors.centerIn: parent
                name: kiosk.cardOnReader ? "card" : "check"
                size: 120
                colour: kiosk.cardOnReader ? Theme.warning : Theme.success
            }
        }
        CwText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("请取回您的证件和材料")
            font.pixelSize: Theme.display
            font.weight: Font.Medium
        }
        CwText {
            objectName: "cardLeft"
            width: parent.width
            visible: kiosk.cardOnReader
            horizontalAlignment: Text.AlignHCenter
            color: Theme.warning
            font.pixelSize: Theme.lead
            text: qsTr("您的证件还在读卡区")
        }
        Panel {
            objectName: "wipeProof"
            readonly property int removed: kiosk.removedFiles
            readonly property bool done: kiosk.removedFiles >= 0
            width: parent.width
            padding: 32
            implicitHeight: proof.height + 64
            CwText {
                id: proof
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: Theme.secondary
                text: parent.parent.done ? qsTr("您的信息已从本机清除，共清除 %n 个临时文件。证明已记入办件。", "", parent.parent.removed) : qsTr("正在清除您的信息…")
            }
        }
        CwButton {
            objectName: "farewellDone"
            width: parent.width
            kind: "primary"
            enabled: kiosk.removedFiles >= 0
            text: qsTr("已取回，再见")
            onClicked: kiosk.intend("farewell_done")
        }
    }
}
