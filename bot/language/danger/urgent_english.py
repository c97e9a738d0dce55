"""The urgent rules for customers who write English (REQ D3)."""

__all__ = ["ENGLISH_RULES"]

_CHILD = (
    r"(?:bab(?:y|ies)|kids?|child(?:ren)?|son|daughter|toddler|infant|newborn|boy|girl|twins?|"
    r"grand(?:son|daughter|child)|little one)"
)
_ELDER = (
    r"(?:mother|mom|mum|father|dad|grand(?:ma|pa|mother|father)|granny|elderly \w+|old (?:man|"
    r"woman|lady)|in-law|parents?|husband'?s? mother)"
)
_FRAIL = rf"(?:{_CHILD}|{_ELDER}|wife|husband|patient|neighbou?r)"
_STAFF = (
    r"(?:nanny|cleaner|helper|maid|ayi|worker|caregiver|carer|cook|nurse|staff|guy|man|woman|he|"
    r"she|they|your (?:people|guys?))"
)
_THING = (
    r"(?:money|cash|wallet|purse|handbag|watch|ring|rings|necklace|bracelet|earrings?|jewel\w*|"
    r"gold|phone|iphone|ipad|laptop|camera|passport|"
    r"credit card|bank card|diamond\w*|perfume|wine|rmb|yuan|dollars|valuables|things|stuff|"
    r"belongings)"
)
_BODY = (
    r"(?:arm|leg|hand|finger|head|face|eye|foot|toe|back|hip|wrist|ankle|knee|nose|tooth|teeth|"
    r"rib|skull|shoulder)s?"
)
_S = r"[^.!?;\n]"

ENGLISH_RULES: tuple[tuple[str, str], ...] = (
    (
        "gas",
        rf"gas (?:is |was |keeps )?leak|leak\w* (?:of )?gas|smells? (?:of |like |strongly of "
        rf")?(?:a )?(?:strong )?gas\b|gas smell|gas (?:stove|valve|tap|cooker)? "
        rf"?{_S}{{0,12}}(?:left|was|is|still) on\b|carbon monoxide|rotten eggs?",
    ),
    (
        "fire",
        r"\b(?:a|on|the|caught|catch|big|is|there'?s?(?: a)?|house|kitchen|started a|"
        r"set) fire\b(?! ?place| ?proof| extinguisher| alarm (?:test|clean)| ?wood| her| him|"
        r" the cleaner| exit| drill)|\bburning (?:smell|down)|in flames|flames|"
        r"smoke (?:is )?(?:com|pour|ris|fill|everywhere|from)|smoking (?:outlet|socket|oven|"
        r"stove|wire)|(?:outlet|socket|oven|stove|ac|machine|kitchen|wires?|heater) (?:is|was|"
        r"starts?|started|are) (?:smoking|burning|on fire)|full of smoke|explo(?:ded|sion)|"
        r"left the (?:stove|gas|oven|iron) on",
    ),
    (
        "self_harm",
        r"kill (?:myself|himself|herself)|suicid|end (?:my|it all|his|her) ?(?:life)?\b(?= *$|"
        r"[.,!]| now| tonight| it)|want(?:s)? to die\b|don'?t want to (?:live|be alive)|"
        r"no reason to live|hurt(?:ing)? (?:myself|himself|herself)|self.?harm|jump (?:off|"
        r"out of) (?:the|a) (?:roof|window|balcony|building)",
    ),
    (
        "missing_person",
        rf"(?:{_FRAIL})\b{_S}{{0,25}}\b(?:is |has been |was |went |has gone )?(?:missing|"
        rf"disappeared|vanished|nowhere|gone missing|kidnapp\w+|abducted|wandered off|is lost|"
        rf"got lost|is gone)|(?:can'?t|cannot|could not|couldn'?t) (?:find|locate) (?:my |our |"
        rf"the |her |him)(?:{_FRAIL}|her|him)\b|(?:took|taken|takes) (?:my |our |"
        rf"the )(?:{_FRAIL})\b{_S}{{0,60}}(?:not (?:back|return|answer|come)|nobody|no answer|"
        rf"won'?t answer|hasn'?t|haven'?t|didn'?t|never|can'?t reach|off|don'?t know where)|"
        rf"(?:{_ELDER}|{_CHILD})\b{_S}{{0,25}}\balone\b{_S}{{0,25}}(?:not|isn'?t|won'?t|doesn'?t|no) "
        rf"(?:answer|pick|open|respond)\w*|"
        rf"kidnap|left (?:my |our |the )(?:{_FRAIL}) (?:alone|unattended|by (?:him|her)self|"
        rf"in the car)|lost (?:my |our |the )(?:{_CHILD}|{_ELDER})\b",
    ),
    (
        "violence",
        rf"\b(?:hit|hits|hitting|slap\w*|beat|beats|beating|beaten|punch\w*|kick\w*|chok(?:ed|"
        rf"ing)|push(?:ed|es)|shov\w+|shook|shaking|spank\w*|strangl\w*|pinch\w*|abus\w+|"
        rf"attack\w*|assault\w*|threaten\w*|grabb\w+|tied(?: up)?|hurt(?:s|ing)?|bit|scratched|"
        rf"stabb\w*|burn(?:ed|t)|yanked|dragged)\b (?:at |on |up )?(?:me|us|him|her|my|our|the|"
        rf"people)(?: (?:{_FRAIL}|old|little|elderly|\w+ year old))?\b(?! (?:floor|table|sofa|"
        rf"wall|furniture|car|door|vase|pan|shirt|clothes|dress|pot|carpet|rug|tv|window|glass|"
        rf"couch|wood\w*|fridge|price|back soon|budget))|\bwith a knife|pulled (?:out )?a knife|"
        rf"\bknife\b{_S}{{0,15}}(?:at|to) (?:me|my)|threat(?:en\w*|s)\b|(?:will|gonna|going to|"
        rf"want to|wants to) kill (?:me|you|us|him|her|my)|physical(?:ly)? (?:abuse|attack|"
        rf"violen)|\bviolen(?:t|ce)\b|(?:was|been|got|is being|being) (?:hit|beaten|slapped|"
        rf"abused|attacked|assaulted|punched|kicked)|bruis(?:e|ed|es|ing)",
    ),
    (
        "harassment",
        rf"\bharass(?!ing (?:me )?with (?:sms|calls|ads))|molest|grop(?:ed|ing)|\brap(?:e|ed|"
        rf"ist)\b|touch(?:ed|ing|es) (?:me|my (?:wife|daughter|leg|butt|breast|thigh|body|bottom|"
        rf"\w+ inappropriately)|her)|inappropriate(?:ly)? touch|sexual|indecent|expos(?:ed|"
        rf"ing) (?:himself|herself)|stalk|follow(?:ed|ing|s) me (?:home|around|everywhere)|peep|"
        rf"(?:film|record|photograph)(?:ed|ing) me {_S}{{0,14}}(?:shower|chang|sleep|bath)|"
        rf"hidden camera|text(?:s|ed|ing) me (?:at night|late)|creepy|creep\b|won'?t leave (?:my|"
        rf"the|our) (?:house|home|apartment|flat|place)|refus\w+ to leave (?:my|the|"
        rf"our) (?:house|home|apartment|flat|place)|tried to (?:kiss|hug) me|pervert|nude|"
        rf"broke into",
    ),
    (
        "poisoning",
        rf"poison|(?:swallow|drank|drink|drunk|ingest|ate|eaten|eating)(?:ed|ing|"
        rf"s)?\b{_S}{{0,30}}(?:bleach|detergent|clean(?:er|ing)\b|soap|pills?|chemical|"
        rf"disinfectant|alcohol|batter|coin|medicine|pod|acid|toilet)|"
        rf"(?:{_CHILD})\b{_S}{{0,15}}swallowed|wrong (?:medicine|medication|pills?|dose|dosage)|"
        rf"overdos|mixed bleach|fumes|(?:vomiting|throwing up|puking) {_S}{{0,20}}(?:food|cook|"
        rf"eat|ate|meal|clean)|(?:food|meal|cook\w*) {_S}{{0,30}}(?:vomiting|throwing up|puking)|"
        rf"allergic reaction|anaphyla|drugged|sleeping pills",
    ),
    (
        "electric",
        r"electric(?:al)? shock|electrocut|shocked (?:by|from|when)|"
        r"got (?:a )?shock(?:ed)? (?:from|by|when)|zapped|sparks?\b(?!l)|sparking|live wires?|"
        r"exposed wires?|leaking electricity|electricity leak|"
        r"short.?circuit\w* {0,1}(?:and )?(?:smok|fire|spark)|water (?:in|into|on|"
        r"is dripping into) the (?:socket|outlet|fuse)",
    ),
    (
        "trapped",
        rf"trapped|stuck (?:in|inside) (?:the |an? )?(?:elevator|lift|bathroom|room|toilet|"
        rf"balcony|car|apartment)|lock(?:ed)? (?:my |our |the |me |him |her )?(?:{_FRAIL} |me |"
        rf"him |her )?(?:in|inside|out on)(?:side)? (?:the |a |my |our )?(?:room|bathroom|house|"
        rf"car|balcony|bedroom|apartment|toilet|closet|flat|home)|"
        rf"(?:{_FRAIL})\b{_S}{{0,12}}lock(?:ed)? (?:in|inside|himself|herself|alone)|(?:finger|"
        rf"hand|head|arm|leg|foot)s? (?:is |are |got )?(?:stuck|caught|trapped)|can'?t get out",
    ),
    (
        "elder_fall",
        rf"(?:{_ELDER})\b{_S}{{0,20}}\b(?:fell|has fallen|fallen|slipped|collapsed|tripped|"
        rf"is on the floor|can'?t get up|cannot get up|took a fall)|(?:fell|slipped|"
        rf"collapsed) {_S}{{0,20}}(?:can'?t|cannot|could not) (?:get|stand) up",
    ),
    (
        "injury",
        rf"\bbleed|\bblood(?!y (?:late|useless|hell|expensive|awful|terrible|slow)| ?pressure|"
        rf" stain)|\binjur|\bunconscious|\bfaint(?:ed|ing|s)\b|passed out|not breathing|"
        rf"can'?t breathe|stopped breathing|turning blue|choking|chok(?:ed|es) on|drown|seizure|"
        rf"convuls|concussion|fractur|\bstitches|ambulance|emergency room|\bto the (?:er|"
        rf"hospital)\b|in (?:the )?hospital (?:because|after|now)|heart attack|stroke\b|scald|"
        rf"\b(?:burn(?:ed|t)|broke|broken|cut|crush\w*|hurt|sprain\w*|twisted|sliced|smash\w*|"
        rf"slammed|jammed) (?:my|his|her|the \w+'s|their|our) (?:\w+'s )?{_BODY}\b|drop(?:ped|"
        rf"s) (?:my|our|the|her|his) {_CHILD}|(?:{_CHILD})\b{_S}{{0,20}}\b(?:fell|has fallen|"
        rf"fallen|burn(?:ed|t)|is hurt|got hurt|was hurt|hurt|hit (?:his|her) head|collapsed|"
        rf"slipped off|rolled off|tumbled)|(?:{_STAFF})\b{_S}{{0,12}}\b(?:fell (?:off|from|down)|"
        rf"collapsed|got hurt|is hurt|was hurt)|\bfell (?:off|from|down) {_S}{{0,20}}(?:ladder|"
        rf"window|stairs|balcony|bed|chair|roof|table|changing)|burn(?:ed|t) (?:my |our |"
        rf"the )?(?:{_FRAIL}|him|her)\b|dog bit|bitten by|(?:hot|boiling) (?:water|soup|oil|"
        rf"tea) (?:on|over) (?:my|the|our|him|her)|dying\b(?! to| for)|someone (?:is )?(?:dead|"
        rf"hurt|died)|\bwon'?t wake up|call (?:120|911|an ambulance)",
    ),
    (
        "theft",
        rf"\bst(?:ole|olen|eal|eals|ealing)\b(?! (?:a look|the show))|\btheft|\bthie(?:f|ves)|"
        rf"\brobb(?:ed|ery|er)|burglar|pickpocket|(?:{_THING})\b{_S}{{0,25}}\b(?:is |are |was |"
        rf"were |went |has |have |'s )?(?:missing|gone\b(?! up| down)|disappeared|vanished|"
        rf"nowhere)|(?:missing|lost) (?:my |some |a |two |"
        rf"\d+ )?{_S}{{0,15}}(?:{_THING})\b{_S}{{0,40}}(?:cleaner|nanny|helper|maid|ayi|your|"
        rf"clean)|(?:{_STAFF}) (?:has |have )?(?:took|taken|takes|pocketed) (?:my|our|some|the|"
        rf"\d+) {_S}{{0,15}}(?:{_THING})\b|(?:went|going|looking|"
        rf"rummag\w+) through my (?:drawers?|bag|purse|wallet|things|closet|stuff)",
    ),
    (
        "flood",
        r"flood(?:ed|ing|s)?\b|burst (?:a )?pipe|pipe (?:has |is )?(?:burst|broke|broken|"
        r"exploded)|water (?:is )?(?:everywhere|all over|gushing|pouring|spraying|won'?t stop|"
        r"leaking (?:to|into) (?:the )?(?:downstairs|neighbou?r|floor below))|(?:can'?t|"
        r"cannot) (?:stop|turn off) the water|gushing|left the (?:tap|water|faucet) (?:on|"
        r"running)",
    ),
)
