<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AfterCallScreen</name>
    <message>
        <source>通话 %1</source>
        <translation>Call: %1</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>办件流水号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>办件状态</source>
        <translation>State of the case</translation>
    </message>
    <message>
        <source>办结期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>办事人的资料已从本机内存清除。</source>
        <translation>The citizen's data is gone from this machine's memory.</translation>
    </message>
    <message>
        <source>继续接待下一位</source>
        <translation>Ready for the next</translation>
    </message>
    <message>
        <source>小休</source>
        <translation>Away</translation>
    </message>
</context>
<context>
    <name>CaseWords</name>
    <message>
        <source>尚未选定事项</source>
        <translation>No service chosen</translation>
    </message>
    <message>
        <source>尚未读取身份证</source>
        <translation>No identity card read</translation>
    </message>
    <message>
        <source>未填：%1</source>
        <translation>empty: %1</translation>
    </message>
    <message>
        <source>有误：%1</source>
        <translation>wrong: %1</translation>
    </message>
    <message>
        <source>未拍：%1</source>
        <translation>no picture: %1</translation>
    </message>
    <message>
        <source>未核验：%1</source>
        <translation>not checked: %1</translation>
    </message>
    <message>
        <source>不合格：%1</source>
        <translation>Not in order: %1</translation>
    </message>
    <message>
        <source>申请表尚未签名</source>
        <translation>The application form is not signed</translation>
    </message>
    <message>
        <source>没有需要补正的内容，请写明或将材料判为不合格</source>
        <translation>Nothing is missing: say what, or mark a material as not in order</translation>
    </message>
    <message>
        <source>请写明理由</source>
        <translation>Write the ground</translation>
    </message>
    <message>
        <source>办件当前状态不能进行此操作</source>
        <translation>Not possible in the case's present state</translation>
    </message>
</context>
<context>
    <name>CitizenColumn</name>
    <message>
        <source>办结挂断</source>
        <translation>Finish and hang up</translation>
    </message>
    <message>
        <source>挂断</source>
        <translation>Hang up</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>秒</source>
        <translation>s</translation>
    </message>
</context>
<context>
    <name>DecisionPanel</name>
    <message>
        <source>签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>收件</source>
        <translation>Receive</translation>
    </message>
    <message>
        <source>决定</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>还不能进行下一步：%1</source>
        <translation>Not possible yet: %1</translation>
    </message>
    <message>
        <source>办事人正在阅读并签名</source>
        <translation>The citizen is reading and signing</translation>
    </message>
    <message>
        <source>请办事人阅读并签名</source>
        <translation>Ask to read and sign</translation>
    </message>
    <message>
        <source>收件，出具收件凭证</source>
        <translation>Receive and issue the receipt</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>补正</source>
        <translation>Supplement</translation>
    </message>
    <message>
        <source>不予受理</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>%1。可打印文书，然后办结挂断。</source>
        <translation>%1. Print the papers if wanted, then finish and hang up.</translation>
    </message>
</context>
<context>
    <name>DecisionSheet</name>
    <message>
        <source>确认受理？</source>
        <translation>Accept the case?</translation>
    </message>
    <message>
        <source>一次性告知补正</source>
        <translation>Tell once what is missing</translation>
    </message>
    <message>
        <source>不予受理</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>将出具受理通知书，承诺 %1 个工作日内办结。</source>
        <translation>A notice of acceptance is issued; promised within %1 working days.</translation>
    </message>
    <message>
        <source>以下内容将一次性告知办事人，并出具补正材料通知书。</source>
        <translation>The citizen is told all of this at once, and a notice of what to supply is issued.</translation>
    </message>
    <message>
        <source>理由将写入不予受理通知书，并告知救济途径。</source>
        <translation>The ground is printed on the notice of refusal, with the remedies.</translation>
    </message>
    <message>
        <source>不予受理的理由（必填）</source>
        <translation>Ground of the refusal (required)</translation>
    </message>
    <message>
        <source>补正说明（可不填）</source>
        <translation>What to supply (optional)</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>确认受理</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>告知补正</source>
        <translation>Issue the notice</translation>
    </message>
</context>
<context>
    <name>FieldList</name>
    <message>
        <source>请选择</source>
        <translation>Choose</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>（选填）</source>
        <translation>(optional) </translation>
    </message>
    <message>
        <source>必填</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>办事人先改了此项，已保留办事人的内容。您填的是：%1</source>
        <translation>The citizen changed this first; her text was kept. You typed: %1</translation>
    </message>
    <message>
        <source>改用我填的</source>
        <translation>Use mine</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Keep theirs</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>尚未选定事项</source>
        <translation>No service chosen</translation>
    </message>
    <message>
        <source>流水号 %1</source>
        <translation>Case %1</translation>
    </message>
    <message>
        <source>办结期限 %1</source>
        <translation>Due %1</translation>
    </message>
    <message>
        <source>办事人选定事项后，申请表显示在这里。</source>
        <translation>The application form appears here once the citizen has chosen a service.</translation>
    </message>
    <message>
        <source>还缺 %1 项</source>
        <translation>%1 missing</translation>
    </message>
    <message>
        <source>必填项已齐</source>
        <translation>All required fields filled</translation>
    </message>
    <message>
        <source>%1 项有误</source>
        <translation>%1 wrong</translation>
    </message>
    <message>
        <source>已签名，内容不再改动</source>
        <translation>Signed; nothing changes any more</translation>
    </message>
</context>
<context>
    <name>HangUpSheet</name>
    <message>
        <source>办件还没有决定，怎样结束通话？</source>
        <translation>The case is not decided. How does the call end?</translation>
    </message>
    <message>
        <source>挂断后，已填内容和材料都会保存，办事人可以再次取号继续办理。</source>
        <translation>What was filled in and photographed is kept; the citizen can take a ticket again and go on.</translation>
    </message>
    <message>
        <source>事情已办好，办结挂断</source>
        <translation>Business done: finish and hang up</translation>
    </message>
    <message>
        <source>业务未办结，先挂断</source>
        <translation>Not finished: hang up for now</translation>
    </message>
    <message>
        <source>继续通话</source>
        <translation>Stay in the call</translation>
    </message>
</context>
<context>
    <name>HolderPanel</name>
    <message>
        <source>未读取证件</source>
        <translation>No card read</translation>
    </message>
    <message>
        <source>读卡</source>
        <translation>Read card</translation>
    </message>
</context>
<context>
    <name>IdleScreen</name>
    <message>
        <source>空闲，等待来电</source>
        <translation>Ready for a call</translation>
    </message>
    <message>
        <source>小休中</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>有人取号时会自动振铃。按 Enter 接听，按 Esc 拒接。</source>
        <translation>It rings when someone takes a ticket. Enter answers, Esc declines.</translation>
    </message>
    <message>
        <source>现在不会有来电。准备好后，请切换到空闲。</source>
        <translation>No calls come now. Switch to ready when you are.</translation>
    </message>
    <message>
        <source>开始接待</source>
        <translation>Start receiving</translation>
    </message>
    <message>
        <source>正在等候</source>
        <translation>Waiting now</translation>
    </message>
    <message>
        <source>人</source>
        <translation>people</translation>
    </message>
    <message>
        <source>本次签入已办结</source>
        <translation>Finished since log-in</translation>
    </message>
    <message>
        <source>件</source>
        <translation>cases</translation>
    </message>
    <message>
        <source>可办事项</source>
        <translation>Services you can do</translation>
    </message>
    <message>
        <source>项</source>
        <translation>services</translation>
    </message>
    <message>
        <source>您可以办理</source>
        <translation>You can do</translation>
    </message>
</context>
<context>
    <name>LinkBanner</name>
    <message>
        <source>本机与服务器的网络中断，正在恢复；通话仍在继续，您的操作会在恢复后送出。</source>
        <translation>This console's link to the server is lost and being restored. The call goes on; what you do is sent when it is back.</translation>
    </message>
    <message>
        <source>与服务器的网络中断，正在恢复。</source>
        <translation>The link to the server is lost; restoring it.</translation>
    </message>
    <message>
        <source>对方网络中断，正在恢复；通话仍在继续。</source>
        <translation>The booth's link is lost and being restored; the call goes on.</translation>
    </message>
    <message>
        <source>画面和声音中断，正在恢复。</source>
        <translation>Picture and voice are lost and being restored.</translation>
    </message>
</context>
<context>
    <name>LoginScreen</name>
    <message>
        <source>政务晓屋 · 云窗口</source>
        <translation>Smart Service Booth · Cloud Window</translation>
    </message>
    <message>
        <source>云坐席控制台</source>
        <translation>Agent console</translation>
    </message>
    <message>
        <source>面对面，隔着屏幕，把事情一次办好。</source>
        <translation>Face to face through a screen, and done in one go.</translation>
    </message>
    <message>
        <source>签入</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>请使用坐席账号登录。</source>
        <translation>Use your agent account.</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>正在登录…</source>
        <translation>Logging in…</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Log in</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>云窗口 · 云坐席</source>
        <translation>Cloud Window · Agent</translation>
    </message>
    <message>
        <source>通话还在进行，确定要退出吗？</source>
        <translation>A call is under way. Quit?</translation>
    </message>
    <message>
        <source>退出后，办事人会回到队首，由其他坐席接着办理。</source>
        <translation>The citizen goes back to the head of the queue and is served by another seat.</translation>
    </message>
    <message>
        <source>继续通话</source>
        <translation>Stay in the call</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>MaterialPanel</name>
    <message>
        <source>材料与文书</source>
        <translation>Materials and papers</translation>
    </message>
</context>
<context>
    <name>MaterialRow</name>
    <message>
        <source>补拍</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>请拍照</source>
        <translation>Ask</translation>
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
        <source>退回重拍</source>
        <translation>Retake</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>备注（办事人看不到）</source>
        <translation>Notes (hidden from the citizen)</translation>
    </message>
    <message>
        <source>还没有备注</source>
        <translation>No notes yet</translation>
    </message>
    <message>
        <source>写给下一位坐席…</source>
        <translation>For the next agent…</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>OriginTag</name>
    <message>
        <source>芯片</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>办事人</source>
        <translation>Citizen</translation>
    </message>
    <message>
        <source>坐席</source>
        <translation>Agent</translation>
    </message>
</context>
<context>
    <name>PageThumb</name>
    <message>
        <source>查看页面</source>
        <translation>Look at the page</translation>
    </message>
</context>
<context>
    <name>PaperRow</name>
    <message>
        <source>已签名</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>申请表</source>
        <translation>Application form</translation>
    </message>
    <message>
        <source>终端设备</source>
        <translation>Booth devices</translation>
    </message>
    <message>
        <source>设备正常</source>
        <translation>All ok</translation>
    </message>
    <message>
        <source>可请对方读卡、拍材料、签名、打印，进度显示在这里。</source>
        <translation>Ask the booth to read a card, photograph, sign or print; the progress is shown here.</translation>
    </message>
</context>
<context>
    <name>RingingScreen</name>
    <message>
        <source>正在接通…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>来电</source>
        <translation>Incoming call</translation>
    </message>
    <message>
        <source>上次通话中断，请先看备注</source>
        <translation>The last call was cut: read the notes first</translation>
    </message>
    <message>
        <source>未出示证件</source>
        <translation>No card shown</translation>
    </message>
    <message>
        <source>已等候 %1</source>
        <translation>Waited %1</translation>
    </message>
    <message>
        <source>接听  Enter</source>
        <translation>Answer  Enter</translation>
    </message>
    <message>
        <source>拒接  Esc</source>
        <translation>Decline  Esc</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>政务晓屋 · 云窗口</source>
        <translation>Smart Service Booth · Cloud Window</translation>
    </message>
    <message>
        <source>等候 %1 人</source>
        <translation>%1 waiting</translation>
    </message>
    <message>
        <source>签出</source>
        <translation>Log out</translation>
    </message>
</context>
<context>
    <name>VideoPanel</name>
    <message>
        <source>画面中断，正在恢复…</source>
        <translation>The picture is lost; restoring it…</translation>
    </message>
    <message>
        <source>正在接通画面…</source>
        <translation>Connecting the picture…</translation>
    </message>
    <message>
        <source>静音</source>
        <translation>Mute</translation>
    </message>
    <message>
        <source>关闭画面</source>
        <translation>Hide my picture</translation>
    </message>
    <message>
        <source>对方声音</source>
        <translation>Their voice</translation>
    </message>
    <message>
        <source>通话流畅</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>通话一般</source>
        <translation>Fair</translation>
    </message>
    <message>
        <source>通话较差</source>
        <translation>Poor</translation>
    </message>
    <message>
        <source>暂无画面</source>
        <translation>No picture</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>  第 %1 页，共 %2 页</source>
        <translation>  page %1 of %2</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>旋转</source>
        <translation>Rotate</translation>
    </message>
    <message>
        <source>看校正后</source>
        <translation>Rectified</translation>
    </message>
    <message>
        <source>看原照片</source>
        <translation>Photograph</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>打不开这份文件，请稍后再试。</source>
        <translation>This document cannot be opened. Try again later.</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>空闲</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>小休</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>振铃</source>
        <translation>Ringing</translation>
    </message>
    <message>
        <source>通话中</source>
        <translation>In call</translation>
    </message>
    <message>
        <source>事后处理</source>
        <translation>After call</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>填报中</source>
        <translation>Being filled in</translation>
    </message>
    <message>
        <source>已提交</source>
        <translation>Submitted</translation>
    </message>
    <message>
        <source>已收件</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>已告知补正</source>
        <translation>Told what is missing</translation>
    </message>
    <message>
        <source>已受理</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>不予受理</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
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
        <source>已退回重拍</source>
        <translation>Sent back</translation>
    </message>
    <message>
        <source>待核验</source>
        <translation>To be checked</translation>
    </message>
    <message>
        <source>免交</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>部门共享，免提交</source>
        <translation>Shared, not needed</translation>
    </message>
    <message>
        <source>已读取芯片</source>
        <translation>Chip read</translation>
    </message>
    <message>
        <source>已签名</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>尚未收到</source>
        <translation>Not here yet</translation>
    </message>
    <message>
        <source>必交</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>视情况</source>
        <translation>If it applies</translation>
    </message>
    <message>
        <source>可容缺</source>
        <translation>May follow</translation>
    </message>
    <message>
        <source>选交</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>模糊</source>
        <translation>Blurred</translation>
    </message>
    <message>
        <source>过暗</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>反光</source>
        <translation>Glare</translation>
    </message>
    <message>
        <source>边缘不全</source>
        <translation>Cut off</translation>
    </message>
    <message>
        <source>未找到页面</source>
        <translation>No page found</translation>
    </message>
    <message>
        <source>读取身份证</source>
        <translation>Read card</translation>
    </message>
    <message>
        <source>拍摄材料</source>
        <translation>Photograph</translation>
    </message>
    <message>
        <source>阅读并签名</source>
        <translation>Read and sign</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>已发出</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>办事人操作中</source>
        <translation>With the citizen</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>未同意或暂不能进行</source>
        <translation>Declined or not possible now</translation>
    </message>
    <message>
        <source>超时未完成</source>
        <translation>Timed out</translation>
    </message>
    <message>
        <source>设备故障</source>
        <translation>Device fault</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>读卡器</source>
        <translation>card reader</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>document camera</translation>
    </message>
    <message>
        <source>签名屏</source>
        <translation>signature screen</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>printer</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>camera</translation>
    </message>
    <message>
        <source>麦克风</source>
        <translation>microphone</translation>
    </message>
    <message>
        <source>扬声器</source>
        <translation>loudspeaker</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>需留意</source>
        <translation>attention</translation>
    </message>
    <message>
        <source>故障</source>
        <translation>fault</translation>
    </message>
    <message>
        <source>使用中</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>未启用</source>
        <translation>off</translation>
    </message>
    <message>
        <source>启动中</source>
        <translation>starting</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>已挂断，业务未办结</source>
        <translation>Hung up, business open</translation>
    </message>
    <message>
        <source>办事人已离开</source>
        <translation>The citizen has left</translation>
    </message>
    <message>
        <source>对方终端失去连接</source>
        <translation>The booth was lost</translation>
    </message>
    <message>
        <source>坐席失去连接，已重新排队</source>
        <translation>The seat was lost; the citizen is queued again</translation>
    </message>
    <message>
        <source>设备故障，通话结束</source>
        <translation>Device fault, call over</translation>
    </message>
    <message>
        <source>通话已结束</source>
        <translation>The call is over</translation>
    </message>
    <message>
        <source>工号或密码不正确，请重新输入。</source>
        <translation>Wrong account or password. Try again.</translation>
    </message>
    <message>
        <source>输错次数过多，请在 %1 秒后再试。</source>
        <translation>Too many wrong tries. Wait %1 s.</translation>
    </message>
    <message>
        <source>输错次数过多，请稍后再试。</source>
        <translation>Too many wrong tries. Try again later.</translation>
    </message>
    <message>
        <source>连接不上服务器，请检查网络或联系技术人员。</source>
        <translation>The server cannot be reached. Check the network or call a technician.</translation>
    </message>
    <message>
        <source>这个账号不是坐席账号，不能在此登录。</source>
        <translation>This account is not an agent's.</translation>
    </message>
    <message>
        <source>服务器已结束本次登录，请重新登录。</source>
        <translation>The server has ended this login. Log in again.</translation>
    </message>
    <message>
        <source>服务器没有正常应答，请稍后再试。</source>
        <translation>The server does not answer as it should. Try again later.</translation>
    </message>
    <message>
        <source>办事人刚刚改过此项，已保留办事人填写的内容。</source>
        <translation>The citizen has just changed this field; her text was kept.</translation>
    </message>
    <message>
        <source>现在还不能这样操作，办件状态已有变化。</source>
        <translation>Not possible now: the case has moved on.</translation>
    </message>
    <message>
        <source>填写内容不符合要求，请核对后再试。</source>
        <translation>A value breaks a rule. Check it and try again.</translation>
    </message>
    <message>
        <source>您没有进行此操作的权限。</source>
        <translation>You may not do this.</translation>
    </message>
    <message>
        <source>对方已离开或该请求已失效。</source>
        <translation>The other side has left, or the request is no longer valid.</translation>
    </message>
    <message>
        <source>操作过于频繁，请稍候。</source>
        <translation>Too many actions at once. Wait a moment.</translation>
    </message>
    <message>
        <source>服务器存储空间不足，请联系技术人员。</source>
        <translation>The server is out of space. Call a technician.</translation>
    </message>
    <message>
        <source>服务器正在维护，请稍候。</source>
        <translation>The server is being maintained. Wait a moment.</translation>
    </message>
    <message>
        <source>操作没有成功，请再试一次。</source>
        <translation>That did not work. Try once more.</translation>
    </message>
    <message>
        <source>来电未接听，已转给其他坐席。</source>
        <translation>The call was missed and went to another seat.</translation>
    </message>
    <message>
        <source>来电已取消。</source>
        <translation>The call was withdrawn.</translation>
    </message>
    <message>
        <source>多次未接听，已为您切换到小休。</source>
        <translation>Several calls were missed; you have been set to away.</translation>
    </message>
    <message>
        <source>办事人已离开，通话结束。</source>
        <translation>The citizen has left; the call is over.</translation>
    </message>
    <message>
        <source>对方终端失去连接，通话结束，办件已保存。</source>
        <translation>The booth was lost; the call is over and the case is kept.</translation>
    </message>
    <message>
        <source>通话已中断，办件已保存。</source>
        <translation>The call was cut; the case is kept.</translation>
    </message>
    <message>
        <source>%1 分 %2 秒</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 秒</source>
        <translation>%1 s</translation>
    </message>
</context>
</TS>
