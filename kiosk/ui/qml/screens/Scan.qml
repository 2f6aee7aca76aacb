import QtQuick
import ".."

SplitPage {
    id: root
    readonly property bool taken: kiosk.capturing.state === "taken" || kiosk.capturing.state === "uploading"
    title: kiosk.capturing.name !== "" ? kiosk.capturing.name : qsTr("拍摄材料")
    sentence: taken ? qsTr("请看看字是否清楚、边角是否完整") : qsTr("请将材料平放在高拍仪下")

    Panel {
        objectName: "scanPreview"
        readonly property string state: kiosk.capturing.state
        readonly property bool found: kiosk.capturing.found
        readonly property string warnings: kiosk.capturing.warnings.join(",")
        readonly property var corners: kiosk.capturing.corners
        anchors.fill: parent
        padding: 20

        Image {
            anchors.fill: parent
            visible: root.taken
            fillMode: Image.PreserveAspectFit
            cache: false
            sourceSize.width: 1200
            source: root.taken ? "image://visit/capture/0/" + kiosk.pictures : ""
        }
        Column {
            anchors.centerIn: parent
            visible: !root.taken
            spacing: 28
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: kiosk.capturing.state === "capturing" ? "clock" : "scanner"
                size: 200
                colour: Theme.primary
            }
            CwText {
                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.secondary
                text: kiosk.capturing.state === "capturing" ? qsTr("正在拍摄，请勿移动") : qsTr("四个角都露出来，避开反光")
            }
        }
    }

    side: [
        Flow {
            width: parent.width
            visible: root.taken && kiosk.capturing.warnings.length > 0
            spacing: 12
            Repeater {
                model: kiosk.capturing.warnings
                Tag {
                    required property string modelData
                    tone: "warning"
                    text: Words.warning(modelData)
                }
            }
        },
        CwButton {
            objectName: "scanCapture"
            visible: !root.taken
            width: parent.width
            kind: "primary"
            icon: "camera"
            busy: kiosk.capturing.state === "capturing"
            text: kiosk.capturing.state === "capturing" ? qsTr("正在拍摄") : qsTr("拍照")
            onClicked: kiosk.intend("capture")
        },
        TwoButtons {
            visible: root.taken
            first.objectName: "scanRetake"
            first.text: qsTr("重拍")
            first.enabled: kiosk.capturing.state === "taken"
            second.objectName: "scanUse"
            second.busy: kiosk.capturing.state === "uploading"
            second.text: kiosk.capturing.state === "uploading" ? qsTr("正在保存") : qsTr("使用此页")
            onFirstClicked: kiosk.intend("capture")
            onSecondClicked: kiosk.intend("use_page")
        },
        CwButton {
            objectName: "scanCancel"
            width: parent.width
            kind: "quiet"
            text: kiosk.asked !== "" ? qsTr("暂不拍这份材料") : qsTr("返回，不拍了")
            onClicked: kiosk.intend("cancel_scan")
        }
    ]
}
