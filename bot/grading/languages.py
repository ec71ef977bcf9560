"""The small words that sentences of a language are built with."""

_WORDS = {
    "en": """
        the a an is are was be been it its we i you they our us my this that these to of for in on at by with
        from and or but not no so as if then than because since can could will would must need needs have has
        had do does don't i'd i'll it's we'll get gets give gives go use take pick run per each all any one
        when what how who more less very just only over under up out off into every nothing
    """,
    "es": """
        el la los las un una de que y en por para con no se es lo su más pero porque como necesitamos elijo
        del al
    """,
    "fr": """
        le la les un une de que et en pour avec ne pas se est nous il elle plus mais parce comme du des au sur
        qui dans ce cette
    """,
    "de": """
        der die das ein eine einen und in für mit nicht ist wir es sich auf weil aber wie von zu den dem ich
        als auch nur bei
    """,
    "pt": """
        o a os as um uma de que e em por para com não se é mais mas porque como do da dos das no na ao
        precisamos
    """,
    "it": """
        il lo la i gli le un una di che e in per con non si è più ma perché come del della dei al nel abbiamo
    """,
    "nl": """
        de het een en van in voor met niet is we dat op omdat maar als ook bij naar zijn wij te er
    """,
    "pl": """
        nie w na z do że jest to się i o jak po ale dla bo przez być my który jest
    """,
    "tr": """
        bir ve bu için ile değil çok ama gibi daha ne olarak var yok biz
    """,
}
SMALL_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
ENGLISH = SMALL_WORDS.pop("en")
