import QtQuick
import ".."
import "../parts"

// Log in. The password leaves this screen with the click and stays nowhere.
Rectangle {
    id: screen

    color: Theme.paper

    readonly property bool open: !app.login.busy && app.login.retryIn === 0

    function submit(): void {
        if (nameField.text.trim() === "") {
            nameField.forceActiveFocus()
        } else if (passwordField.text === "") {
            passwordField.forceActiveFocus()
        } else {
            app.login.submit(nameField.text, passwordField.text)
            passwordField.clear()
        }
    }

    MouseArea { anchors.fill: parent }
    Rectangle {
        id: side
        width: Math.round(parent.width * 0.42)
        height: parent.height
        color: Theme.primaryDark

        Column {
            anchors.left: parent.left
            anchors.leftMargin: Theme.s(88)
            anchors.right: parent.right
            anchors.rightMargin: Theme.s(56)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s(28)

            Brand {
                size: Theme.s(88)
                ground: Theme.primary
            }
            Say {
                width: parent.width
                text: qsTr("政务晓屋 · 云窗口").replace(" · ", "\n")
                color: Theme.surface
                font.pixelSize: Theme.s(46)
                font.weight: Font.DemiBold
            }
            Say {
                width: parent.width
                text: qsTr("云坐席控制台")
                color: "#BFD6E0"
                font.pixelSize: Theme.s(26)
            }
            Rectangle {
                width: Theme.s(64)
                height: Theme.s(3)
                radius: height / 2
                color: Theme.accent
            }
            Say {
                width: parent.width
                text: qsTr("面对面，隔着屏幕，把事情一次办好。")
                color: "#BFD6E0"
                font.pixelSize: Theme.title
            }
        }
    }

    LanguageBar {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s(24)
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: side.width + (parent.width - side.width - width) / 2
        width: Theme.s(440)
        spacing: Theme.s(18)

        Say {
            text: qsTr("签入")
            font.pixelSize: Theme.s(36)
            font.weight: Font.DemiBold
        }
        Say {
            width: parent.width
            text: qsTr("请使用坐席账号登录。")
            color: Theme.secondary
            bottomPadding: Theme.s(8)
        }
        Column {
            width: parent.width
            spacing: Theme.s(6)

            Say { text: qsTr("账号"); font.pixelSize: Theme.small; color: Theme.secondary }
            Entry {
                id: nameField
                objectName: "loginName"
                width: parent.width
                implicitHeight: Theme.s(54)
                text: app.login.name
                enabled: !app.login.busy
                focus: true
                maximumLength: 40
                onAccepted: screen.submit()
            }
        }
        Column {
            width: parent.width
            spacing: Theme.s(6)

            Say { text: qsTr("密码"); font.pixelSize: Theme.small; color: Theme.secondary }
            Entry {
                id: passwordField
                objectName: "loginPassword"
                width: parent.width
                implicitHeight: Theme.s(54)
                enabled: !app.login.busy
                echoMode: TextInput.Password
                maximumLength: 200
                wrong: app.login.problem === "wrong"
                onAccepted: screen.submit()
            }
        }
        Rectangle {
            width: parent.width
            height: problem.implicitHeight + Theme.s(20)
            radius: Theme.s(10)
            color: Theme.accentTint
            visible: problem.text !== ""

            Say {
                id: problem
                objectName: "loginProblem"
                anchors.fill: parent
                anchors.leftMargin: Theme.s(14)
                anchors.rightMargin: Theme.s(14)
                text: Words.login(app.login.problem, app.login.retryIn)
                color: Theme.accent
                font.pixelSize: Theme.small
            }
        }
        ActionButton {
            objectName: "loginSubmit"
            width: parent.width
            big: true
            look: "primary"
            text: app.login.busy ? qsTr("正在登录…") : qsTr("登录")
            busy: app.login.busy
            enabled: screen.open
            onClicked: screen.submit()
        }
    }
}
