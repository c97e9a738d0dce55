"""What a customer would rather not give: a phone number, a rating."""

import re

__all__ = ["declines_survey", "offers_wechat", "refuses_phone"]

_PHONE = re.compile(
    r"(?:不想|不愿意?|不方便|不便|不能|不太想|可以不|能不能不|能不|一定要|必须要?|为什么要|干嘛要|凭什么)[^，。]{0,4}(?:给|留|提供|说|填)[^，。]{0,4}(?:电话|手机|号码|号)"
    r"|(?:不给|不留)(?:电话|手机|号码|了|行)?|(?:电话|手机|号码)[^，。]{0,4}(?:不想|不方便|保密|隐私)"
    r"|\b(?:rather not|don't want to) (?:give|share)\b",
    re.IGNORECASE,
)
_WECHAT = re.compile(
    r"微信(?:联系|语音|号|电话)?[^，。]{0,3}(?:行|可以|好|成)(?:吗|么|不|[?？])"
    r"|(?:电话|联系方式?)?(?:就)?(?:用|留|加)(?:这个|我的?|个)?微信(?!号?\d)"
)
_SURVEY = re.compile(
    r"(?:不想|懒得|没空|没时间|不愿意?|不高兴|拒绝|不(?=评|打分|回访))[^，。]{0,4}(?:评|打分|说|回访|答|填)"
    r"|(?:别|不要|不用|甭|勿)(?:再|老|总|一直)?(?:来)?(?:问|回访|烦|打扰|骚扰|发|催|调查)"
    r"|(?:问|评|回访)(?:什么|个)?(?:鬼|屁|没完)|没什么好(?:评|说)|\b(?:no (?:comment|rating)|stop asking|don't ask)\b",
    re.IGNORECASE,
)


def refuses_phone(text: str) -> bool:
    """That a phone is not to be told, or why it is wanted.  Never raises."""
    return bool(_PHONE.search(text)) or offers_wechat(text)


def offers_wechat(text: str) -> bool:
    """“电话就用这个微信行吗”: WeChat instead of a phone.  Never raises."""
    return bool(_WECHAT.search(text))


def declines_survey(text: str) -> bool:
    """“不想评”, “别再问了”, as the answer to a survey.  Never raises."""
    return bool(_SURVEY.search(text))
