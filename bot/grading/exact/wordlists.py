"""Words around a short answer: fillers, negations, general heads, turns of speech."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILLER = _set(
    """
    a about actually add afaik again ah aka all already also always am an answer any apply are as assume at
    basically be because been being believe best better bit both bro btw by call called calls can certainly
    check choice choose chose classic clearly common correct could course definitely deploy did do does dude
    eg either enable er even ever feel final fine first for from get gets give gives go going good got great
    guess had happens has have he hello here hi hm hmm honestly how i id ie if ill im imho imo in into is it
    its ive just keep keeps kind kinds known last let lets like likely little lol look looking looks maam made
    make makes mate may maybe me mean means meant measure might monitor much must my name named names need
    needs normal now obvious obviously of oh ok okay on one ones only option our own perhaps personally pick
    picked plain please possibly prefer pretty probably put quite rather really reckon recommend right run
    running runs said say says see seen select shall she should show shows simple simply since sir so solution
    some something sort standard still stuff such suggest suppose sure surely take takes tbh term thanks that
    thats the their them then there theres these they thing things think this those to too took track try type
    types typical uh um us use used uses using usual very via want was watch we wed well went were what whats
    when where while who why will with word would you youd youll your
    """
)
ARTICLES = _set("a an the")
# General words beside a term that do not change what it is.
HEADS = _set(
    """
    function growing rising
    error code status dashboard
    approach architecture based behavior behaviour broker cache caching cluster communication concept
    consistency database db delivery deployment design distributed effect engine fashion framework growth
    guarantee guarantees handling hosted instance issue latency locking managed manner mechanism method metric
    mode model node nodes opensource operation option pattern percentile phenomenon platform principle problem
    process processing product property protocol queue replication scale scaled scaling semantic semantics
    server service services setup signal software solution store strategy style system systems technique
    technology term tool way
    """
)
# Last words without which an accepted answer also counts.
LOOSE_HEADS = _set("delivery deployment effect guarantee pattern principle problem semantics")
BARE_HEADS = _set("scaling scale consistency locking replication communication processing model")  # after an adjective
VENDORS = _set("amazon apache aws azure gcp google microsoft oss")
# Kinds of product: named beside a product they only describe it.
KINDS = _set("bare_metal cdn containers in_process none pg_table serverless vms")
NEGATORS = _set(
    """
    nobody refuse avoid opposite against
    aint arent cannot cant couldnt didnt doesnt dont doubt hardly isnt neither never no non none nope nor not
    nothing shouldnt wasnt wont wouldnt
    """
)
WRONG = _set("bad false hate incorrect unsuitable worse worst wrong")
AUXILIARIES = _set("are be can could did do does is may might must should was were will would")
CONTRASTS = _set("beats except over than unlike without")  # what follows is not meant
# After an answer, a reason or a circumstance begins here.
EXPLAINS = _set(
    """
    as because by due for from if in into on since so thanks that to under using via when where which while
    who whose with
    """
)
TURNS = {
    **dict.fromkeys(_set("or else otherwise vs versus alternatively"), "or"),
    **dict.fromkeys(_set("and plus then"), "and"),
    **dict.fromkeys(_set("but however though although"), "but"),
}
DENIES = _set("not never dont doesnt didnt isnt arent wasnt cant cannot wont couldnt shouldnt wouldnt hardly")
SURELY = _set("absolutely definitely sure indeed certainly totally")  # yes, unless "not" follows
YES = _set("yes y yep yeah yup yea true correct right affirmative") | SURELY
NO = DENIES | _set("no n nope nah false incorrect wrong negative nay")
SAME = {
    "async": "asynchronous",
    "sync": "synchronous",
    "db": "database",
    "msg": "message",
    "msgs": "message",
    "median": "p50",
    "nonsynchronous": "asynchronous",
}
SHORT_FOR = {
    "dlq": "dead letter queue",
    "ttl": "time to live",
    "wal": "write ahead log",
    "2pc": "2 phase commit",
    "lb": "load balancer",
    "rto": "recovery time objective",
    "rpo": "recovery point objective",
    "slo": "service level objective",
    "sla": "service level agreement",
    "sli": "service level indicator",
    "lru": "least recently used",
    "lfu": "least frequently used",
    "cdc": "change data capture",
    "rps": "requests per second",
    "qps": "queries per second",
    "oom": "out of memory",
    "pubsub": "publish subscribe",
}
NUMBERS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}
