import QtQuick

// One device: its verdict, what was seen, what to do, and its live test.
Rectangle {
    id: root
    required property string probe
    required property string title
    required property string verdict
    required property string summary
    required property string advice
    readonly property bool bad: verdict === "missing" || verdict === "fault"
    readonly property color tone: verdict === "ok" ? Theme.success : bad ? Theme.accent
                                : verdict === "warning" ? Theme.warning : Theme.secondary
    objectName: "probe_" + probe
    height: 336
    radius: Theme.radius
    color: Theme.surface
    border.width: 2
    border.color: bad ? Theme.accent : Theme.line

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 20
        spacing: 8
        Row {
            width: parent.width
            spacing: 12
            Icon {
                id: mark
                opacity: root.verdict === "skipped" ? 0.3 : 1
                size: 36
                name: root.verdict === "ok" ? "check" : root.verdict === "testing" ? "clock" : "alert"
                colour: root.tone
            }
            CwText {
                width: parent.width - mark.width - 12
                text: root.title.split(" / ")[kiosk.language === "en" ? 1 : 0]
                font.pixelSize: 24
                font.weight: Font.Medium
                maximumLineCount: 1
                elide: Text.ElideRight
            }
        }
        CwText {
            width: parent.width
            text: root.verdict === "testing" && root.summary === "" ? qsTr("正在检测") : root.summary
            color: root.tone
            font.pixelSize: 22
            maximumLineCount: 3
            elide: Text.ElideRight
        }
        CwText {
            width: parent.width
            visible: text !== ""
            text: root.advice
            color: Theme.secondary
            font.pixelSize: 20
            maximumLineCount: 2
            elide: Text.ElideRight
        }
    }
    Image {
        visible: root.probe === "document_camera" && technician.pictures > 0
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 16
        width: 160
        height: 200
        fillMode: Image.PreserveAspectFit
        cache: false
        source: visible ? "image://visit/technician/0/" + technician.pictures : ""
    }
    Rectangle {
        visible: root.probe === "microphone" && technician.level > 0
        objectName: "technicianLevel"
        x: 20
        anchors.bottom: test.top
        anchors.bottomMargin: 8
        width: (parent.width - 40) * technician.level
        height: 12
        radius: 6
        color: Theme.success
    }
    CwButton {
        id: test
        objectName: "test_" + root.probe
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 16
        height: 72
        textSize: 24
        enabled: root.verdict !== "testing"
        text: ({
            "id_card_reader": qsTr("放卡测试"), "document_camera": qsTr("拍一张"), "printer": qsTr("打印一页"),
            "microphone": qsTr("说一句话"), "loudspeaker": qsTr("播放提示音")
        })[root.probe] ?? qsTr("重新检测")
        onClicked: technician.test(root.probe)
    }
}
