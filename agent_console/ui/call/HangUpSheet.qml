import QtQuick
import ".."
import "../parts"

// Asks how the call ends while the case is still open.
Sheet {
    id: sheet

    heading: qsTr("办件还没有决定，怎样结束通话？")
    onDismissed: visible = false

    Say {
        width: parent.width
        text: qsTr("挂断后，已填内容和材料都会保存，办事人可以再次取号继续办理。")
        color: Theme.secondary
    }
    ActionButton {
        objectName: "hangUpServed"
        width: parent.width
        big: true
        look: "primary"
        text: qsTr("事情已办好，办结挂断")
        onClicked: {
            sheet.visible = false
            app.desk.hangUp(true)
        }
    }
    ActionButton {
        objectName: "hangUpOpen"
        width: parent.width
        big: true
        look: "danger"
        text: qsTr("业务未办结，先挂断")
        onClicked: {
            sheet.visible = false
            app.desk.hangUp(false)
        }
    }
    ActionButton {
        objectName: "hangUpCancel"
        width: parent.width
        implicitHeight: Theme.s(52)
        look: "plain"
        text: qsTr("继续通话")
        onClicked: sheet.visible = false
    }
}
