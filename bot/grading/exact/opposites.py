"""Words that must never be taken for one another: opposites, and ordinary words that look like terms."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Each line: words that exclude one another. A slip never leads from one to another, and naming two is no answer.
OPPOSITES = tuple(
    _set(line)
    for line in """
    asynchronous synchronous
    stateful stateless
    horizontal vertical
    poll pull push
    active passive
    decrease increase
    decrement increment
    higher lower
    highest lowest
    high low
    read write
    in out
    down up
    off on
    inbound outbound
    egress ingress
    incoming outgoing
    downstream upstream
    download upload
    external internal
    optimistic pessimistic
    eventual strong
    follower leader
    primary replica secondary
    master slave
    active standby
    cold hot warm
    replication sharding
    replica shard
    latency throughput
    durable nondurable
    ephemeral persistent transient
    ordered unordered
    bounded unbounded
    blocking nonblocking
    consistent inconsistent
    available unavailable
    structured unstructured
    nonrelational relational
    denormalized normalized
    denormalization normalization
    decode encode
    decrypt encrypt
    decryption encryption
    compress decompress
    deserialize serialize
    exactly least most
    false true
    allow deny
    closed open
    immutable mutable
    idempotent nonidempotent
    linear nonlinear
    inter intra
    consumer producer
    publisher subscriber
    publish subscribe
    receiver sender
    client server
    liveness readiness
    around aside behind through
    precision recall
    availability consistency
    clustered nonclustered
    centralized decentralized
    coupled decoupled
    trusted untrusted
    authentication authorization
    column row
    hit miss
    maximum minimum
    after before
    first last
    newest oldest
    agreement indicator objective
    frequently recently
    ascending descending
    commit rollback
    batch stream
    """.strip().splitlines()
)
# Ordinary words one slip away from terms: they are what they say.
LOOKALIKES = _set(
    """
    activemq athena aurora cassandra documentdb dynamodb elasticache elasticsearch graphite grafana kafka kinesis
    shading mariadb mssql mysql neptune nosql oracle rabbitmq redis redpanda redshift sqlite
    about above absent action adapter after again agent alert allow alone along always amount another answer
    append application argument array atomic attack average backlog backup balance balancer basic batch become
    before behind below bench between binary black block board boost bound branch break bridge brief bring
    broad broken broker bucket buffer build bundle burst cable cache cached caching calls cancel cannot catch
    catching cause central chain chance change channel charge cheap check child choice choose claim class
    clean clear client clock close cloud clutter coast column combine comet comment commit common compaction
    compare complete component compress computer computing concurrency concurrent condition conflict connect
    connection consist consistency console consume consumption contain content context contract control
    convert cookie coordinate correct cost could count counter couple cover crash create credit critical cross
    curable current custom cycle daily damage dashboard data dead deadlock debug decay decide delay delete
    deliver delivery demand depend deploy depth design detect device different direct disk display distance
    divide domain double draft drain drift drive duplicate duplication duration dynamic early edge effect
    either elect emergency empty enable engine enough enter entire entity entry equal error escape event evict
    eviction exact example except exchange expect expire expiry explain export expose extend extra factor
    failure false faster fault feature fetch field filter final first fixed flash flight floor flow focal
    force fork format forward found fraction frame freeze fresh front full function future gauge general
    global grade grant graph grasp great group growth guard guess handle hashing header health heard heart
    heavy helper herding hidden history hours house image import inbox index indices inflight infra ingest
    initial inner input insert instance instant intent interval invalid isolation issue iterate join journal
    judge keyed label large latent later launch layer leader leaf lease least leave length level library light
    limit linear liner links listen little loader local locale lock locks logic login lookup loose lower
    lowest machine manage manager manual market master match matter media median member memory merge mesh
    message method metric middle might migrate minute mirror mixed model module moment money monitor month
    mount mouse multi mutation native nature near never night noise normal notice notify number object occur
    offer offset online operation operator option order origin other outbox outer outlet output owner packet
    page paging paper parallel parity parse parser parsing part partial partition party pass patch pattern
    pause payload peak peer pending people percent perform period persist phase phone photo piece pivot place
    plain plan plane plate platform point pointer policy polling pooling popular port portal position posting
    power predict prefix prepare present pressure prevent price print priority private probe process produce
    product profile program promote proof proper protect proxy public pulling purge putting python quality
    quantity query queue queuing quick quiet quota raise random range rapid rather ratio reach react reactive
    reader ready reason rebalance record recover reduce redundancy refresh region register reject relation
    relay release reliability reload remote remove render renew repair repeat replace reply report request
    reset resolve resource respond response rest restart result retain retention retry return reverse review
    revoke right ring river robin rolling rollout round route router routing sample saturation saving scale
    scaling scan schedule schema scope score scrape search second section secure segment select send sending
    sense sequence serial series serve server service session setting settle several severe shadow shape shard
    share shared sharing sharp sheet shift short should shuffle signal silence simple single sized slack slave
    sleep slice slide slow small smart snapshot socket solid solve sort source space spare speed spike split
    spread stack staff stage stale stall stamp stand start state stated static statics station status steady
    steam stem step stock storage store story stream stress strict string strip struct style subject submit
    success sudden suffix summit supply support sure surge swap switch system table tablet taken target task
    tenant tense term test text their theme there these thick thing think third those thread threat three
    threshold throttle throttling throw ticket tight timeout times token topic total touch tower trace traces
    track trade traffic train transfer transform transport trap travel treat trend trigger truck trunk trust
    tuning twice under union unique unit until update upper usage user using usual valid value variable vault
    vector verify version vertex video view viewer virtual visible visit voice volume voter voting waiting
    wake warning watch water weight where which while white whole window wiper within without word worker
    world worst would write writer writes wrong yield zone
    """
)
