"""Turns of phrase of a complaint: what went wrong, what is wanted for it, which visit it was."""

import re

GRIEVANCE = re.compile(
    r"投诉|举报|差(?!不多)|糟|坏|破|碎|脏|漏|裂|刮|划|花了|丢|少了|(?<![\d一二三四五六七八九十百])弄|没(?:来|到|擦|拖|洗|扫|做|弄|打扫|干净|人|收|退|好好)|不(?:干净|来|管|理|认|负责|满意|对|退|尊重|耐心|好好)|迟|晚到|来晚|早走|早退|偷|骂|凶|吼|吵|慢|磨|懒|敷衍|糊弄|多收|乱收|加价|赔|退|骗|坑|气|失望|后悔|难受|过分|怎么(?:回事|搞|办事|能|这样)|什么(?:态度|服务)|玩手机|抽烟|打翻|烫|毁|味道"
    r"|\b(?:complain\w*|bad|poor|terrible|awful|dirty|broke|broken|damaged?|scratch\w*|late|rude|never|missing|lost|stole|stain\w*|ruin\w*|refund|wrong|disappoint\w*|unhappy|not (?:clean|happy|satisfied|good|done)|didn'?t|worst|charged)\b",
    re.IGNORECASE,
)
"""Something that can be complained of, beside a label that is half a guess."""
DONE_BADLY = re.compile(
    r"(?:阿姨|师傅|保洁|月嫂|育儿嫂|保姆|护工|钟点工|你们的?人|工人)[^，。?？]{0,8}(?:偷(?:吃|懒|看|用|喝|拿|摸)|骂(?!人吗)|吼|凶我|摔(?:碎|坏|了)|打(?:碎|坏|破|翻)|弄(?:坏|脏|丢|破|花)|刮花|划(?:花|伤|破)|碰坏|烫坏|洗坏|玩手机|抽烟|翻我)"
    r"|(?:你们|阿姨|师傅|保洁|工人|[他她])(?:(?![想找请约要])[^，。?？]){0,16}[把给将](?:(?![想找请约要])[^，。?？]){1,10}(?:弄|搞|做|洗|擦|踩|滴|打扫|整|喷|溅|翻|堆|糊)(?:得|的|成)?"
    r"(?:一塌糊涂|乱七八糟|一团糟|一团乱|不成样子|到处|全是|满是|都是|更?脏|更乱|坏|碎|破|断|裂|掉漆|变形)(?!的(?![，。!！]|$))"
    r"|没(?:有)?(?:给我)?(?:洗|擦|扫|拖|打扫|清理|弄|搞|做)(?:得)?(?:干净|到位|彻底)(?!之前|就|的(?:话|地方多))|(?<!自己)(?<!自己刚)(?:洗|擦|做|弄|扫|打扫|清洗|拖)(?:完|过|了)(?:以?后|之后)?[^，,。?？]{0,8}(?:还是|仍然|照样|跟没|等于没)"
    r"|(?:洗|装|修|做|擦|拆|打扫|弄|拆洗|清洗)(?:完|了|过|好)(?:以?后|之后)?[^，。?？]{0,6}(?:打不着|不(?:转|亮|制冷|制热|出水|响|工作|通|能用|好用)|坏了|漏水|裂|破了|花了|更脏|有划痕|掉漆|用不了|没反应)",
)
"""What one of ours did, whatever it was labelled: no wish for the service that is named."""
OVERCHARGED = re.compile(
    r"(?:多|乱|重复|额外)(?:收|扣|要)(?:了)?(?:我|了)|(?:比|跟|和)(?:你们的?)?(?:报价|说好|讲好|约好|约定|谈好|网上|页面|标价|一开始|当初)[^，。]{0,6}(?:多|贵|高|不一样|不符|对不上)"
    r"|(?:报价|说好|讲好|约好|谈好|本来|原来|明明)[^。]{0,14}(?:最后|结果|结账|却|变成|收了?我|要了?我|扣了?我|现在(?:又|却)?(?:要|说)|涨到|加到)[^。]{0,8}(?:\d{2}|[一二两三四五六七八九十]?[百千万])"
    r"|\bovercharged?\b|\bcharged me (?:more|extra|twice)\b",
    re.IGNORECASE,
)
"""More was taken than was said."""
BLAMES = re.compile(
    r"^\W*(?:你们?)?(?:这)?(?:到底)?(?:是)?(?:怎么|咋)(?:搞|弄|办事|做事|干活|服务|回事)(?:的|啊|呀|嘛|呢)*\W*$"
    r"|^\W*(?:你们?)?(?:这)?(?:也)?(?:真|太)(?:是)?(?:过分|离谱|不像话|不负责任?)(?:了|啊)*\W*$"
    r"|^\W*(?:呵呵+|哼+|嗬|切|啧啧?|行啊|可以啊|好家伙|好样的)[，,。！!~～ ]*(?:你们?|这|贵)(?:公司|家政|家|服务|阿姨|师傅|平台)?[^，。?？]{0,4}(?:真|可真|太|挺|是|够)[^。?？]{0,10}\W*$"
    r"|^\W*你们?(?:公司|家政|家|服务|阿姨|师傅|平台|这)*(?:真|可真|可)(?:是)?(?:厉害|行|牛|能耐|会(?:做生意|办事|玩)|有(?:意思|本事|一套)|够可以|好意思)(?:的|啊|呀|了|哈|呢)*\W*$"
    r"|(?:服了|长见识|开了?眼|领教)(?:你们|了)|(?:你们?|这)[^，。?？]{0,6}(?:骗子|骗人|骗钱|黑店|黑心|坑人|坑钱|忽悠)[^，。]{0,6}(?:公司|吧|吗|的|啊|么|平台|店)?\W*$"
    r"|\b(?:is this|are you) (?:a )?(?:scam|fraud)\b|\bgreat job,? (?:guys|really)\b",
    re.IGNORECASE,
)
"""“你们怎么搞的”, “呵呵，你们真厉害”, “你们是骗子吧”: that something went wrong, not yet what."""
NAMES_COMPLAINT = re.compile(r"投诉|举报|\bcomplaint\b", re.IGNORECASE)
DECLARES = re.compile(
    r"(?<![不没])(?:我|我们)(?:就是|现在|真的)?(?:要|想|得|必须)(?:来)?投诉(?![电渠的方在怎][话道式])(?!怎么|哪|找谁|可以)|^\W*投诉(?:[：:，, ]|一下|你们)"
    r"|\bi(?:'d like| want| would like| need| wish) to (?:make a |file a )?complain",
    re.IGNORECASE,
)
"""“我要投诉”: outright, whatever stands beside it."""
AGAIN = re.compile(
    r"重新|重做|返工|补做|再(?:来|做|擦|洗|弄|打扫|搞)|\bredo\b|\bagain\b", re.IGNORECASE
)
"""What was done badly is to be done again."""
WHICH_TIME = re.compile(r"(?:那|这)(?:一?次|一?回|一?单|趟)(?:的|了|吧|，|。|!|！|$)")
"""Which visit a complaint is about; only with an open one."""
SANCTIONS = re.compile(
    r"(?:扣|罚|处罚|处分|开除|辞退|批评|教育)(?:不扣|不罚)?(?:他|她|这个|那个|阿姨|师傅|人家)(?:们)?(?:的)?(?:钱|款|工资|奖金)?"
)
"""What becomes of the worker: asked of an open complaint."""
DEMANDS = re.compile(
    r"(?:给|要|讨)(?:我|个|一个)*(?:说法|交代|解释|道歉|补偿|赔偿)|赔(?:我|偿|钱|付|多少|[一二两三四五六七八九十百千\d])"
    r"|(?:该|应该|要|得|必须|给|把)?(?:退|还|补|减|免)(?:我|给我|回)[^，。]{0,6}(?:钱|块|元|款|费)|退(?:钱|款|费)|(?:要|想|得|给我)?换(?:个|一个|一位|位)(?:阿姨|师傅|人|保洁)"
    r"|不要钱的|不收(?:我)?(?:的)?[钱费](?:的|地)|免费(?:的|地)?(?:重|再|给我|派|帮我)"
    r"|道歉|不(?:要|准|许|想)?(?:再)?派(?:她|他|这个|那个)|别(?:再)?派(?:她|他|这个|那个)"
)
"""What a customer with an open complaint wants."""
DECLINES_COMPLAINT = re.compile(
    r"(?:不|没)(?:是)?(?:想|要|打算|准备|用|必)*(?:来)?(?:投诉|举报)|别当(?:成|作)?投诉|不算投诉"
)
ASKS_WHAT_IS_DONE = re.compile(
    r"打算|处理|怎么办|解决|核实|你们(?:想|准备|管)|为什么|凭什么|\b(?:going to do|handle|solve|why)\b",
    re.IGNORECASE,
)
"""A question about the complaint itself."""
