<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
    <context>
        <name>Attract</name>
        <message>
            <source>暂时不能：%1</source>
            <translation>Not possible now: %1</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>云窗口</source>
            <translation>Cloud Window</translation>
        </message>
        <message>
            <source>家门口，面对面，把事办好</source>
            <translation>Face to face, close to home</translation>
        </message>
        <message>
            <source>触摸屏幕开始办事</source>
            <translation>Touch to start</translation>
        </message>
        <message>
            <source>正在连接，请稍候</source>
            <translation>Connecting, please wait</translation>
        </message>
    </context>
    <context>
        <name>BottomBar</name>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>求助</source>
            <translation>Help</translation>
        </message>
        <message>
            <source>标准字号</source>
            <translation>Normal size</translation>
        </message>
        <message>
            <source>长者模式</source>
            <translation>Large text</translation>
        </message>
        <message>
            <source>结束办理</source>
            <translation>Finish</translation>
        </message>
    </context>
    <context>
        <name>Call</name>
        <message>
            <source>画面中断，正在恢复…</source>
            <translation>The picture is gone, restoring …</translation>
        </message>
        <message>
            <source>正在接通…</source>
            <translation>Connecting …</translation>
        </message>
        <message>
            <source>已接通 工号 %1 %2（%3）</source>
            <translation>Connected: officer %1 %2, %3</translation>
        </message>
        <message>
            <source>您的画面已关闭</source>
            <translation>Your picture is off</translation>
        </message>
        <message>
            <source>您</source>
            <translation>You</translation>
        </message>
        <message>
            <source>已静音</source>
            <translation>Muted</translation>
        </message>
        <message>
            <source>静音</source>
            <translation>Mute</translation>
        </message>
        <message>
            <source>已遮挡</source>
            <translation>Hidden</translation>
        </message>
        <message>
            <source>遮挡画面</source>
            <translation>Hide me</translation>
        </message>
        <message>
            <source>正在打印，请稍候…</source>
            <translation>Printing, please wait …</translation>
        </message>
        <message>
            <source>申请表已签名提交，工作人员正在办理</source>
            <translation>The form is signed and handed in; the officer is working on it</translation>
        </message>
        <message numerus="yes">
            <source>工作人员与您一起填写，还有 %n 项</source>
            <translation>
                <numerusform>The officer fills it in with you: %n field to go</numerusform>
                <numerusform>The officer fills it in with you: %n fields to go</numerusform>
            </translation>
        </message>
        <message>
            <source>表单已填好，请等待工作人员的下一步</source>
            <translation>The form is complete; the officer takes the next step</translation>
        </message>
    </context>
    <context>
        <name>CallStrip</name>
        <message>
            <source>工号 %1 %2正在与您通话，有不明白的可以直接问</source>
            <translation>Officer %1 %2 is on the call: just ask if anything is unclear</translation>
        </message>
    </context>
    <context>
        <name>Card</name>
        <message>
            <source>请出示身份证件</source>
            <translation>Please show your identity card</translation>
        </message>
        <message>
            <source>请将身份证放在读卡区，请勿移动</source>
            <translation>Place your ID card on the reader and hold it still</translation>
        </message>
        <message>
            <source>读卡器恢复后会自动继续</source>
            <translation>It goes on by itself when the reader is back</translation>
        </message>
        <message>
            <source>支持居民身份证、港澳台居民居住证、外国人永久居留身份证</source>
            <translation>Resident identity cards, residence permits for Hong Kong, Macao and Taiwan residents, and foreign permanent resident cards</translation>
        </message>
        <message>
            <source>改用人工核验</source>
            <translation>Verify with an officer instead</translation>
        </message>
    </context>
    <context>
        <name>ConfirmCard</name>
        <message>
            <source>请核对您的信息</source>
            <translation>Please check your details</translation>
        </message>
        <message>
            <source>以下内容从证件芯片读取，将填入申请表</source>
            <translation>Read from the chip of your card; it goes into the form</translation>
        </message>
        <message>
            <source>证件类型</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>英文姓名</source>
            <translation>Name in English</translation>
        </message>
        <message>
            <source>性别</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>民族</source>
            <translation>Ethnic group</translation>
        </message>
        <message>
            <source>出生日期</source>
            <translation>Date of birth</translation>
        </message>
        <message>
            <source>住址</source>
            <translation>Address</translation>
        </message>
        <message>
            <source>证件号码</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>签发机关</source>
            <translation>Issued by</translation>
        </message>
        <message>
            <source>有效期限</source>
            <translation>Valid</translation>
        </message>
        <message>
            <source>长期</source>
            <translation>no end date</translation>
        </message>
        <message>
            <source>有误，重新读卡</source>
            <translation>Wrong, read again</translation>
        </message>
        <message>
            <source>确认无误</source>
            <translation>Correct</translation>
        </message>
    </context>
    <context>
        <name>Consent</name>
        <message>
            <source>视频通话告知与同意</source>
            <translation>Consent to a video call</translation>
        </message>
        <message>
            <source>办理过程中，工作人员将通过视频与您面对面沟通</source>
            <translation>An officer will talk with you by video</translation>
        </message>
        <message>
            <source>不同意</source>
            <translation>I do not agree</translation>
        </message>
        <message>
            <source>同意</source>
            <translation>I agree</translation>
        </message>
    </context>
    <context>
        <name>CrossRegion</name>
        <message>
            <source>跨域通办告知与同意</source>
            <translation>Consent to sending your papers</translation>
        </message>
        <message>
            <source>此事项由%1办理</source>
            <translation>This business is done by %1</translation>
        </message>
        <message>
            <source>不同意</source>
            <translation>I do not agree</translation>
        </message>
        <message>
            <source>同意</source>
            <translation>I agree</translation>
        </message>
    </context>
    <context>
        <name>Farewell</name>
        <message>
            <source>请取回您的证件和材料</source>
            <translation>Take your card and papers</translation>
        </message>
        <message>
            <source>您的证件还在读卡区</source>
            <translation>Your card is still on the reader</translation>
        </message>
        <message numerus="yes">
            <source>您的信息已从本机清除，共清除 %n 个临时文件。证明已记入办件。</source>
            <translation>
                <numerusform>Your data is erased from this machine (%n temporary file). Proof is kept with the case.</numerusform>
                <numerusform>Your data is erased from this machine (%n temporary files). Proof is kept with the case.</numerusform>
            </translation>
        </message>
        <message>
            <source>正在清除您的信息…</source>
            <translation>Erasing your data …</translation>
        </message>
        <message>
            <source>已取回，再见</source>
            <translation>I have them, goodbye</translation>
        </message>
    </context>
    <context>
        <name>FormField</name>
        <message>
            <source>（选填）</source>
            <translation> (optional)</translation>
        </message>
        <message>
            <source>来自证件</source>
            <translation>From your card</translation>
        </message>
        <message>
            <source>工作人员填写</source>
            <translation>By the officer</translation>
        </message>
        <message>
            <source>年-月-日，如 1990-01-31</source>
            <translation>Year-month-day, as 1990-01-31</translation>
        </message>
    </context>
    <context>
        <name>ItemDetail</name>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>本机现在能办</source>
            <translation>This booth can do it now</translation>
        </message>
        <message>
            <source>%1正在恢复，可以先取号，恢复后继续</source>
            <translation>Not working right now: %1. You can take a ticket and go on when it is back</translation>
        </message>
        <message>
            <source>此事项须本人到大厅办理</source>
            <translation>This must be done in person at a service hall</translation>
        </message>
        <message>
            <source>本机没有%1，不能办完</source>
            <translation>This booth cannot finish it, for want of: %1</translation>
        </message>
        <message>
            <source>办理部门</source>
            <translation>Office</translation>
        </message>
        <message>
            <source>承诺时限</source>
            <translation>Time promised</translation>
        </message>
        <message>
            <source>当场办结</source>
            <translation>At once</translation>
        </message>
        <message>
            <source>%1 个工作日</source>
            <translation>%1 working days</translation>
        </message>
        <message>
            <source>收费</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>需要的材料</source>
            <translation>What you need</translation>
        </message>
        <message>
            <source>开始办理</source>
            <translation>Start</translation>
        </message>
    </context>
    <context>
        <name>Items</name>
        <message>
            <source>您要办什么事？</source>
            <translation>What would you like to do?</translation>
        </message>
        <message>
            <source>输入名称或拼音首字母，如 ylbx</source>
            <translation>Type a word or pinyin initials, such as ylbx</translation>
        </message>
        <message>
            <source>没有找到相符的事项，请换一个说法，或呼叫现场工作人员</source>
            <translation>Nothing fits. Try another word, or call the staff</translation>
        </message>
        <message>
            <source>正在取得事项目录…</source>
            <translation>Loading the list …</translation>
        </message>
        <message>
            <source>跨域通办</source>
            <translation>Cross-region</translation>
        </message>
        <message>
            <source>设备恢复中</source>
            <translation>Device recovering</translation>
        </message>
        <message>
            <source>本机不能办</source>
            <translation>Not at this booth</translation>
        </message>
    </context>
    <context>
        <name>Main</name>
        <message>
            <source>政务晓屋 · 云窗口</source>
            <translation>Smart Service Booth · Cloud Window</translation>
        </message>
    </context>
    <context>
        <name>MaterialRow</name>
        <message>
            <source>在本机读取，不需要复印件</source>
            <translation>Read here; no copy needed</translation>
        </message>
        <message>
            <source>在本机填写并签名</source>
            <translation>Filled in and signed here</translation>
        </message>
        <message numerus="yes">
            <source>已拍 %n 页</source>
            <translation>
                <numerusform>%n page taken</numerusform>
                <numerusform>%n pages taken</numerusform>
            </translation>
        </message>
        <message>
            <source>可以不交</source>
            <translation>Optional</translation>
        </message>
        <message numerus="yes">
            <source>可以在 %n 个工作日内补交</source>
            <translation>
                <numerusform>May follow within %n working day</numerusform>
                <numerusform>May follow within %n working days</numerusform>
            </translation>
        </message>
        <message>
            <source>必须提交</source>
            <translation>Required</translation>
        </message>
        <message>
            <source>重拍</source>
            <translation>Retake</translation>
        </message>
        <message>
            <source>再拍一页</source>
            <translation>Add a page</translation>
        </message>
        <message>
            <source>拍照</source>
            <translation>Photograph</translation>
        </message>
    </context>
    <context>
        <name>Materials</name>
        <message>
            <source>准备材料</source>
            <translation>Your papers</translation>
        </message>
        <message>
            <source>现在就拍，或在等候时、通话中再拍</source>
            <translation>Photograph them now, while waiting, or in the call</translation>
        </message>
        <message>
            <source>需要拍的材料已经齐了</source>
            <translation>Everything needed is here</translation>
        </message>
        <message>
            <source>办件流水号 %1</source>
            <translation>Case %1</translation>
        </message>
        <message>
            <source>稍后再拍，先取号</source>
            <translation>Later; take a ticket first</translation>
        </message>
        <message>
            <source>取号，连接工作人员</source>
            <translation>Take a ticket</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>办事告知</source>
            <translation>Before we start</translation>
        </message>
        <message>
            <source>请先看一看您的信息怎样被使用</source>
            <translation>How your data is used</translation>
        </message>
        <message>
            <source>我已了解，继续</source>
            <translation>I have read this, go on</translation>
        </message>
        <message>
            <source>正在准备，请稍候</source>
            <translation>Preparing, please wait</translation>
        </message>
    </context>
    <context>
        <name>Overlays</name>
        <message>
            <source>还在吗？</source>
            <translation>Still there?</translation>
        </message>
        <message>
            <source>要结束办理吗？</source>
            <translation>Finish now?</translation>
        </message>
        <message>
            <source>需要帮助？</source>
            <translation>Need help?</translation>
        </message>
        <message>
            <source>请出示身份证</source>
            <translation>Your card, please</translation>
        </message>
        <message>
            <source>%1 秒后自动退出，您的信息将从本机清除</source>
            <translation>Leaving in %1 s; your data is erased here</translation>
        </message>
        <message>
            <source>您的信息将立即从本机清除。已提交的材料保存在办件中</source>
            <translation>Your data is erased here at once. What you handed in stays with the case</translation>
        </message>
        <message>
            <source>请按座席旁的呼叫铃，现场工作人员会来帮助您。也可以拨打 12345 政务服务便民热线</source>
            <translation>Press the bell beside the seat and the staff will come. You can also call the hotline 12345</translation>
        </message>
        <message>
            <source>工作人员请您再次出示证件。请将身份证放在读卡区，请勿移动</source>
            <translation>The officer asks for your card again. Place it on the reader and hold it still</translation>
        </message>
        <message>
            <source>结束办理</source>
            <translation>Finish</translation>
        </message>
        <message>
            <source>我还在</source>
            <translation>I am here</translation>
        </message>
        <message>
            <source>结束并清除</source>
            <translation>Finish and erase</translation>
        </message>
        <message>
            <source>继续办理</source>
            <translation>Go on</translation>
        </message>
        <message>
            <source>知道了</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>暂不出示</source>
            <translation>Not now</translation>
        </message>
    </context>
    <context>
        <name>Rating</name>
        <message>
            <source>请为本次服务评价</source>
            <translation>Please rate this service</translation>
        </message>
        <message>
            <source>评价对工作人员保密，也可以不评</source>
            <translation>The officer does not see it; you need not rate</translation>
        </message>
        <message>
            <source>还想说的话（选填）</source>
            <translation>Anything else? (optional)</translation>
        </message>
        <message>
            <source>请至少选一项原因或写一句话，方便我们改进</source>
            <translation>Please choose a reason or write a word, so that we can do better</translation>
        </message>
        <message>
            <source>不评价</source>
            <translation>Do not rate</translation>
        </message>
        <message>
            <source>提交评价</source>
            <translation>Send</translation>
        </message>
    </context>
    <context>
        <name>ReadSign</name>
        <message>
            <source>请签名</source>
            <translation>Please sign</translation>
        </message>
        <message>
            <source>请阅读：%1</source>
            <translation>Please read: %1</translation>
        </message>
        <message>
            <source>签名将与您读过的每一页绑定</source>
            <translation>Your signature is bound to every page you read</translation>
        </message>
        <message>
            <source>这是将要打印的样子，请逐页阅读</source>
            <translation>This is how it will be printed; please read every page</translation>
        </message>
        <message>
            <source>正在准备文件…</source>
            <translation>Preparing the paper …</translation>
        </message>
        <message>
            <source>在此用手指书写您的姓名</source>
            <translation>Write your name here with your finger</translation>
        </message>
        <message>
            <source>上一页</source>
            <translation>Previous</translation>
        </message>
        <message>
            <source>第 %1 页，共 %2 页</source>
            <translation>Page %1 of %2</translation>
        </message>
        <message>
            <source>下一页</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>我已阅读，去签名</source>
            <translation>I have read it; sign</translation>
        </message>
        <message>
            <source>重签</source>
            <translation>Again</translation>
        </message>
        <message>
            <source>正在提交</source>
            <translation>Sending</translation>
        </message>
        <message>
            <source>确认签名</source>
            <translation>Confirm</translation>
        </message>
        <message>
            <source>内容有误，暂不签名</source>
            <translation>Something is wrong; do not sign</translation>
        </message>
    </context>
    <context>
        <name>Receipt</name>
        <message>
            <source>已受理</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>不予受理</source>
            <translation>Not accepted</translation>
        </message>
        <message>
            <source>需补正材料</source>
            <translation>Documents missing</translation>
        </message>
        <message>
            <source>已收件</source>
            <translation>Papers received</translation>
        </message>
        <message>
            <source>办理已保存</source>
            <translation>Saved</translation>
        </message>
        <message>
            <source>预计 %1 前办结</source>
            <translation>Due by %1</translation>
        </message>
        <message>
            <source>您可以凭办件流水号继续办理</source>
            <translation>You can go on later with the case number</translation>
        </message>
        <message>
            <source>请收好您的回执，扫描二维码可以查验</source>
            <translation>Keep your receipt; its code can be scanned to verify it</translation>
        </message>
        <message>
            <source>办件流水号</source>
            <translation>Case number</translation>
        </message>
        <message>
            <source>已打印，请在出纸口取走</source>
            <translation>Printed; take it from the slot</translation>
        </message>
        <message>
            <source>打印没有成功，可以再试一次</source>
            <translation>It was not printed; you can try again</translation>
        </message>
        <message>
            <source>正在打印，请稍候…</source>
            <translation>Printing, please wait …</translation>
        </message>
        <message>
            <source>再打印一份</source>
            <translation>Print again</translation>
        </message>
        <message>
            <source>打印回执</source>
            <translation>Print receipt</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
    </context>
    <context>
        <name>Scan</name>
        <message>
            <source>拍摄材料</source>
            <translation>Photograph a paper</translation>
        </message>
        <message>
            <source>请看看字是否清楚、边角是否完整</source>
            <translation>Is it legible, are all corners there?</translation>
        </message>
        <message>
            <source>请将材料平放在高拍仪下</source>
            <translation>Lay the paper flat under the scanner</translation>
        </message>
        <message>
            <source>正在拍摄，请勿移动</source>
            <translation>Taking the picture, do not move</translation>
        </message>
        <message>
            <source>四个角都露出来，避开反光</source>
            <translation>All four corners visible, no glare</translation>
        </message>
        <message>
            <source>正在拍摄</source>
            <translation>Taking it</translation>
        </message>
        <message>
            <source>拍照</source>
            <translation>Photograph</translation>
        </message>
        <message>
            <source>重拍</source>
            <translation>Retake</translation>
        </message>
        <message>
            <source>正在保存</source>
            <translation>Saving</translation>
        </message>
        <message>
            <source>使用此页</source>
            <translation>Use</translation>
        </message>
        <message>
            <source>暂不拍这份材料</source>
            <translation>Not this paper now</translation>
        </message>
        <message>
            <source>返回，不拍了</source>
            <translation>Back without a picture</translation>
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>告知</source>
            <translation>Notice</translation>
        </message>
        <message>
            <source>身份</source>
            <translation>Identity</translation>
        </message>
        <message>
            <source>事项</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>办理</source>
            <translation>Handling</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>模拟设备 · 仅供演示 SIMULATION</source>
            <translation>SIMULATED DEVICES · demonstration only</translation>
        </message>
        <message>
            <source>政务晓屋 · 云窗口</source>
            <translation>Smart Service Booth · Cloud Window</translation>
        </message>
    </context>
    <context>
        <name>TroubleBanner</name>
        <message>
            <source>知道了</source>
            <translation>OK</translation>
        </message>
    </context>
    <context>
        <name>Waiting</name>
        <message>
            <source>正在取号…</source>
            <translation>Taking a ticket …</translation>
        </message>
        <message>
            <source>正在为您连接云坐席…</source>
            <translation>Connecting you to an officer …</translation>
        </message>
        <message>
            <source>请稍候，马上轮到您</source>
            <translation>It is your turn soon</translation>
        </message>
        <message>
            <source>等候时可以继续填表、拍材料，内容随时保存</source>
            <translation>Fill in the form and photograph papers meanwhile; everything is saved</translation>
        </message>
        <message>
            <source>您的号码</source>
            <translation>Your ticket</translation>
        </message>
        <message>
            <source>前面还有</source>
            <translation>Ahead of you</translation>
        </message>
        <message numerus="yes">
            <source>%n 人</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message>
            <source>没有人</source>
            <translation>nobody</translation>
        </message>
        <message>
            <source>预计等候</source>
            <translation>Expected wait</translation>
        </message>
        <message>
            <source>暂时无法估计</source>
            <translation>not known yet</translation>
        </message>
        <message numerus="yes">
            <source>约 %n 分钟</source>
            <translation>
                <numerusform>about %n min</numerusform>
                <numerusform>about %n min</numerusform>
            </translation>
        </message>
        <message>
            <source>在岗坐席</source>
            <translation>Officers on duty</translation>
        </message>
        <message numerus="yes">
            <source>%n 个</source>
            <translation>
                <numerusform>%n</numerusform>
                <numerusform>%n</numerusform>
            </translation>
        </message>
        <message>
            <source>暂无</source>
            <translation>none now</translation>
        </message>
        <message>
            <source>不等了，退回号码</source>
            <translation>Give the ticket back</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>读取身份证（可人工核验）</source>
            <translation>reading ID cards (a clerk can check yours)</translation>
        </message>
        <message>
            <source>拍摄材料</source>
            <translation>photographing papers</translation>
        </message>
        <message>
            <source>打印回执（可看屏幕）</source>
            <translation>printing receipts (you can read them on the screen)</translation>
        </message>
        <message>
            <source>视频画面</source>
            <translation>video picture</translation>
        </message>
        <message>
            <source>网络中断，正在恢复，您的材料已保存</source>
            <translation>Connection lost, restoring; nothing is lost</translation>
        </message>
        <message>
            <source>本机暂时不能提供服务，请联系现场工作人员</source>
            <translation>This booth is out of service; please ask the staff</translation>
        </message>
        <message>
            <source>与工作人员的连接中断，正在为您重新连接，您的号码和材料都已保留</source>
            <translation>The officer was cut off; we are reconnecting you. Your place and papers are kept</translation>
        </message>
        <message>
            <source>对方网络中断，正在恢复，通话仍在继续</source>
            <translation>The officer's network is down, restoring; the call goes on</translation>
        </message>
        <message>
            <source>读卡器没有连接好，正在恢复。您也可以改用人工核验</source>
            <translation>The card reader is not connected; recovering. An officer can verify you instead</translation>
        </message>
        <message>
            <source>读卡器暂时不能使用，正在恢复。您也可以改用人工核验</source>
            <translation>The card reader does not work; recovering. An officer can verify you instead</translation>
        </message>
        <message>
            <source>没有读到证件，请拿起后重新平放在读卡区</source>
            <translation>The card could not be read. Lift it and lay it flat again</translation>
        </message>
        <message>
            <source>高拍仪没有连接好，请稍候再试</source>
            <translation>The scanner is not connected; try again in a moment</translation>
        </message>
        <message>
            <source>没有拍到照片，请再试一次</source>
            <translation>No picture was taken; please try again</translation>
        </message>
        <message>
            <source>没有传送成功，请再试一次，照片还在</source>
            <translation>It was not sent; please try again, nothing is lost</translation>
        </message>
        <message>
            <source>现在没有能办理此事项的工作人员，您可以稍后再取号</source>
            <translation>Nobody can do this business now; take a ticket again later</translation>
        </message>
        <message>
            <source>打印机缺纸。您可以看屏幕上的回执，装纸后再打印</source>
            <translation>The printer is out of paper. Read the receipt here, or print it when there is paper</translation>
        </message>
        <message>
            <source>打印没有成功，您可以看屏幕上的回执，或再试一次</source>
            <translation>It was not printed. Read the receipt here, or try again</translation>
        </message>
        <message>
            <source>表单刚刚有修改，请重新阅读后签名</source>
            <translation>The form was just changed; please read it again and sign</translation>
        </message>
        <message>
            <source>本次办理已在服务器结束，请重新开始</source>
            <translation>This visit has ended at the server; please start again</translation>
        </message>
        <message>
            <source>本机不能继续办理，请到就近的政务服务大厅，或呼叫现场工作人员</source>
            <translation>This cannot go on here. Please go to the nearest service hall or call the staff</translation>
        </message>
        <message>
            <source>身份证读卡器</source>
            <translation>Card reader</translation>
        </message>
        <message>
            <source>高拍仪</source>
            <translation>Document camera</translation>
        </message>
        <message>
            <source>打印机</source>
            <translation>Printer</translation>
        </message>
        <message>
            <source>摄像头</source>
            <translation>Camera</translation>
        </message>
        <message>
            <source>麦克风</source>
            <translation>Microphone</translation>
        </message>
        <message>
            <source>扬声器</source>
            <translation>Loudspeaker</translation>
        </message>
        <message>
            <source>签名屏</source>
            <translation>Signing screen</translation>
        </message>
        <message>
            <source>正常</source>
            <translation>ready</translation>
        </message>
        <message>
            <source>使用中</source>
            <translation>in use</translation>
        </message>
        <message>
            <source>请留意</source>
            <translation>attention</translation>
        </message>
        <message>
            <source>检查中</source>
            <translation>checking</translation>
        </message>
        <message>
            <source>故障</source>
            <translation>out of order</translation>
        </message>
        <message>
            <source>未配备</source>
            <translation>none</translation>
        </message>
        <message>
            <source>男</source>
            <translation>Male</translation>
        </message>
        <message>
            <source>女</source>
            <translation>Female</translation>
        </message>
        <message>
            <source>未说明</source>
            <translation>Not stated</translation>
        </message>
        <message>
            <source>未知</source>
            <translation>Unknown</translation>
        </message>
        <message>
            <source>居民身份证</source>
            <translation>Resident identity card</translation>
        </message>
        <message>
            <source>港澳台居民居住证</source>
            <translation>Residence permit for Hong Kong, Macao and Taiwan residents</translation>
        </message>
        <message>
            <source>外国人永久居留身份证</source>
            <translation>Foreign permanent resident ID card</translation>
        </message>
        <message>
            <source>没有找到纸张的边</source>
            <translation>No edge of a page found</translation>
        </message>
        <message>
            <source>有些模糊</source>
            <translation>A little blurred</translation>
        </message>
        <message>
            <source>光线太暗</source>
            <translation>Too dark</translation>
        </message>
        <message>
            <source>有反光</source>
            <translation>Glare</translation>
        </message>
        <message>
            <source>纸张没有拍全</source>
            <translation>The page is cut off</translation>
        </message>
        <message>
            <source>合格</source>
            <translation>In order</translation>
        </message>
        <message>
            <source>不合格</source>
            <translation>Not in order</translation>
        </message>
        <message>
            <source>请重拍</source>
            <translation>Please retake</translation>
        </message>
        <message>
            <source>申请表</source>
            <translation>application form</translation>
        </message>
        <message>
            <source>收件凭证</source>
            <translation>receipt of papers</translation>
        </message>
        <message>
            <source>受理通知书</source>
            <translation>notice of acceptance</translation>
        </message>
        <message>
            <source>补正材料通知书</source>
            <translation>notice of missing documents</translation>
        </message>
        <message>
            <source>不予受理通知书</source>
            <translation>notice of refusal</translation>
        </message>
        <message>
            <source>填报中</source>
            <translation>In preparation</translation>
        </message>
        <message>
            <source>已提交</source>
            <translation>Submitted</translation>
        </message>
        <message>
            <source>已收件</source>
            <translation>Papers received</translation>
        </message>
        <message>
            <source>需补正材料</source>
            <translation>Documents missing</translation>
        </message>
        <message>
            <source>已受理</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>不予受理</source>
            <translation>Not accepted</translation>
        </message>
        <message>
            <source>已撤回</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>非常不满意</source>
            <translation>Very dissatisfied</translation>
        </message>
        <message>
            <source>不满意</source>
            <translation>Dissatisfied</translation>
        </message>
        <message>
            <source>基本满意</source>
            <translation>Fair</translation>
        </message>
        <message>
            <source>满意</source>
            <translation>Satisfied</translation>
        </message>
        <message>
            <source>非常满意</source>
            <translation>Very satisfied</translation>
        </message>
        <message>
            <source>一窗受理一次办结</source>
            <translation>All done at one window</translation>
        </message>
        <message>
            <source>可以先受理后补材料</source>
            <translation>Accepted first, papers later</translation>
        </message>
        <message>
            <source>不用提交证明</source>
            <translation>No certificates asked</translation>
        </message>
        <message>
            <source>可以全程网上办理</source>
            <translation>Can be done wholly online</translation>
        </message>
        <message>
            <source>可以使用手机办理</source>
            <translation>Can be done by phone</translation>
        </message>
        <message>
            <source>可以就近办理</source>
            <translation>Can be done nearby</translation>
        </message>
        <message>
            <source>无需材料直接办理</source>
            <translation>No papers needed</translation>
        </message>
        <message>
            <source>服务热情效率高</source>
            <translation>Kind and quick</translation>
        </message>
        <message>
            <source>填写一张表单就可完成申报</source>
            <translation>One form is enough</translation>
        </message>
        <message>
            <source>在线提交材料窗口核验</source>
            <translation>Papers online, checked at the window</translation>
        </message>
        <message>
            <source>一张清单告知全部申报材料</source>
            <translation>One list of all papers</translation>
        </message>
        <message>
            <source>用告知承诺减免申报材料</source>
            <translation>A promise instead of papers</translation>
        </message>
        <message>
            <source>可以在线预约办理</source>
            <translation>Appointments online</translation>
        </message>
        <message>
            <source>跑大厅一次办完</source>
            <translation>One trip was enough</translation>
        </message>
        <message>
            <source>可以使用自助机办理</source>
            <translation>Can be done at a kiosk</translation>
        </message>
        <message>
            <source>服务态度较好</source>
            <translation>Friendly</translation>
        </message>
        <message>
            <source>一次性告知需要补正的材料</source>
            <translation>Told at once what is missing</translation>
        </message>
        <message>
            <source>提供申报材料样本</source>
            <translation>Samples were given</translation>
        </message>
        <message>
            <source>在承诺的时间内办结</source>
            <translation>Done in the time promised</translation>
        </message>
        <message>
            <source>办事指南指引准确</source>
            <translation>The guide is right</translation>
        </message>
        <message>
            <source>按办事指南要求的材料即可办理</source>
            <translation>Only the papers in the guide were asked</translation>
        </message>
        <message>
            <source>可以快递送达</source>
            <translation>Can be sent by courier</translation>
        </message>
        <message>
            <source>跑动次数与承诺的一致</source>
            <translation>As many trips as promised</translation>
        </message>
        <message>
            <source>服务态度一般</source>
            <translation>The service was so-so</translation>
        </message>
        <message>
            <source>没有提供材料样本</source>
            <translation>No samples were given</translation>
        </message>
        <message>
            <source>没有提供材料清单</source>
            <translation>No list of papers was given</translation>
        </message>
        <message>
            <source>未在承诺时间内办结</source>
            <translation>Not done in the time promised</translation>
        </message>
        <message>
            <source>同样内容的证明材料被要求多次提交</source>
            <translation>The same paper was asked again and again</translation>
        </message>
        <message>
            <source>承诺网办但无法在线办理</source>
            <translation>Promised online, but not possible</translation>
        </message>
        <message>
            <source>在线预约办理后到实体大厅重复取号排队</source>
            <translation>Queued again in spite of an appointment</translation>
        </message>
        <message>
            <source>窗口人员业务不熟练</source>
            <translation>The staff did not know the business</translation>
        </message>
        <message>
            <source>服务态度生硬</source>
            <translation>Unfriendly</translation>
        </message>
        <message>
            <source>在办事指南之外增加新的审批条件</source>
            <translation>Conditions that are not in the guide</translation>
        </message>
        <message>
            <source>需提供办事指南之外的申报材料</source>
            <translation>Papers that are not in the guide</translation>
        </message>
        <message>
            <source>无理由超过法定办理时间</source>
            <translation>Over the legal time without reason</translation>
        </message>
        <message>
            <source>办事指南提供样本有错</source>
            <translation>Wrong samples in the guide</translation>
        </message>
        <message>
            <source>承诺在线收取申报材料实际无法收取</source>
            <translation>Papers promised online were not taken</translation>
        </message>
        <message>
            <source>多头跑窗口和部门</source>
            <translation>Sent from window to window</translation>
        </message>
        <message>
            <source>跑动次数与承诺的不一致</source>
            <translation>More trips than promised</translation>
        </message>
        <message>
            <source>服务态度差效率低</source>
            <translation>Rude and slow</translation>
        </message>
    </context>
    <context>
        <name>Technician</name>
        <message>
            <source>技术员模式</source>
            <translation>Technician mode</translation>
        </message>
        <message>
            <source>退出</source>
            <translation>Leave</translation>
        </message>
        <message>
            <source>正在检测</source>
            <translation>Testing</translation>
        </message>
        <message>
            <source>可以营业</source>
            <translation>Fit for service</translation>
        </message>
        <message>
            <source>有项目需要处理</source>
            <translation>Something needs attention</translation>
        </message>
        <message>
            <source>全部重新检测</source>
            <translation>Test everything again</translation>
        </message>
    </context>
    <context>
        <name>TechnicianCard</name>
        <message>
            <source>正在检测</source>
            <translation>Testing</translation>
        </message>
        <message>
            <source>放卡测试</source>
            <translation>Put a card</translation>
        </message>
        <message>
            <source>拍一张</source>
            <translation>Take a picture</translation>
        </message>
        <message>
            <source>打印一页</source>
            <translation>Print a page</translation>
        </message>
        <message>
            <source>说一句话</source>
            <translation>Say a word</translation>
        </message>
        <message>
            <source>播放提示音</source>
            <translation>Play a tone</translation>
        </message>
        <message>
            <source>重新检测</source>
            <translation>Test again</translation>
        </message>
    </context>
    <context>
        <name>CodePad</name>
        <message>
            <source>口令不对，请再试</source>
            <translation>Wrong code, try again</translation>
        </message>
        <message>
            <source>请输入技术员口令</source>
            <translation>Technician's code</translation>
        </message>
        <message>
            <source>退格</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>确定</source>
            <translation>Enter</translation>
        </message>
    </context>
</TS>
