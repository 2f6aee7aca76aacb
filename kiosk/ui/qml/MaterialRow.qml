import QtQuick

// One paper of the list: what it is, whether it is there, and the button to photograph it.
Panel {
    id: root
    required property string material
    required property string name
    required property string capture
    required property string necessity
    required property string condition
    required property int later
    required property int pages
    required property string verdict
    required property string note
    property bool actions: true
    property bool compact: false

    objectName: (actions ? "material_" : "itemMaterial_") + material
    padding: compact ? 20 : 28
    implicitHeight: Math.max(body.height, button.visible ? button.height : 0) + 2 * padding
    readonly property bool wanted: capture === "scan"
    readonly property bool here: capture === "id_reader" || capture === "form" || pages > 0
    readonly property bool again: verdict === "retake" || verdict === "unqualified"

    Icon {
        id: mark
        anchors.verticalCenter: parent.verticalCenter
        size: 48
        name: root.again ? "alert" : root.capture === "id_reader" ? "card" : root.capture === "form" ? "pen"
            : root.pages > 0 ? "check" : "paper"
        colour: root.again ? Theme.warning : root.pages > 0 ? Theme.success : Theme.primary
    }
    Column {
        id: body
        anchors.left: mark.right
        anchors.leftMargin: 24
        anchors.right: button.visible ? button.left : parent.right
        anchors.rightMargin: button.visible ? 24 : 0
        anchors.verticalCenter: parent.verticalCenter
        spacing: 4
        CwText {
            width: parent.width
            text: root.name
            font.pixelSize: root.compact ? Theme.body : Theme.body
        }
        CwText {
            width: parent.width
            font.pixelSize: Theme.small
            color: root.again ? Theme.warning : root.pages > 0 ? Theme.success : Theme.secondary
            text: {
                const parts = []
                if (root.verdict === "qualified" || root.again) parts.push(Words.verdict(root.verdict))
                if (root.note !== "") parts.push(root.note)
                if (root.capture === "id_reader") parts.push(qsTr("在本机读取，不需要复印件"))
                else if (root.capture === "form") parts.push(qsTr("在本机填写并签名"))
                else if (root.pages > 0) parts.push(qsTr("已拍 %n 页", "", root.pages))
                else if (root.necessity === "conditional") parts.push(root.condition)
                else if (root.necessity === "optional") parts.push(qsTr("可以不交"))
                else if (root.later > 0) parts.push(qsTr("可以在 %n 个工作日内补交", "", root.later))
                else parts.push(qsTr("必须提交"))
                return parts.join(" · ")
            }
        }
    }
    CwButton {
        id: button
        objectName: "capture_" + root.material
        visible: root.actions && root.wanted
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.button - 8
        icon: root.compact ? "" : "camera"
        kind: root.pages > 0 && !root.again ? "quiet" : "plain"
        text: root.again ? qsTr("重拍") : root.pages > 0 ? qsTr("再拍一页") : qsTr("拍照")
        onClicked: kiosk.openCapture(root.material)
    }
}
