import QtQuick
import ".."

Page {
    title: qsTr("办事告知")
    sentence: qsTr("请先看一看您的信息怎样被使用")

    NoticePoints { id: points; objectName: "noticeText" }

    footer: CwButton {
        objectName: "noticeAccept"
        width: parent.width
        kind: "primary"
        enabled: kiosk.ready
        text: kiosk.ready ? qsTr("我已了解，继续") : qsTr("正在准备，请稍候")
        onClicked: kiosk.acceptNotice()
    }
}
