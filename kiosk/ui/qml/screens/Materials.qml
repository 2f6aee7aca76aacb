import QtQuick
import ".."

Page {
    id: root
    title: qsTr("准备材料")
    sentence: kiosk.missingPapers > 0 ? qsTr("现在就拍，或在等候时、通话中再拍") : qsTr("需要拍的材料已经齐了")

    Repeater {
        model: kiosk.materials
        MaterialRow { width: root.contentWidth }
    }

    footer: [
        CwText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            color: Theme.secondary
            font.pixelSize: Theme.small
            visible: kiosk.case.no !== ""
            text: qsTr("办件流水号 %1").arg(kiosk.case.no)
        },
        CwButton {
            objectName: "takeTicket"
            width: parent.width
            kind: "primary"
            enabled: kiosk.linkUp
            text: kiosk.missingPapers > 0 ? qsTr("稍后再拍，先取号") : qsTr("取号，连接工作人员")
            onClicked: kiosk.intend("take_ticket")
        }
    ]
}
