"""What stands beside persons, and what beside things, in English sentences."""

from __future__ import annotations

import re

from dialogkit.corpus._anonymize._span import MASKED
from dialogkit.corpus._anonymize._words import folded_set

__all__ = [
    "ACTS",
    "ADDRESSED",
    "AND_I",
    "ASKED",
    "ASKED_AFTER",
    "BOUGHT",
    "CASE",
    "DETERMINER",
    "GATHERED",
    "GOODS",
    "HELD",
    "HUMAN_TITLE",
    "MANY",
    "MODEL",
    "MOSTLY_NAMES",
    "NAMED",
    "NAMING",
    "OWNED",
    "PLACED",
    "PRESENT",
    "PRONOUN",
    "QUOTED",
    "RELATED",
    "RELATED_AFTER",
    "SAYS",
    "SEATED",
    "THINGS_DO",
    "WHO",
]

_LY = r"(?:(?:also|then|just|still|even|already|only|never|always|usually|kindly|actually|now) )?"
ACTS = re.compile(
    rf",? ?{_LY}(?:who |"
    r"(?:called|calls|rang|rings|phoned|emailed|texted|messaged|visited|met|greeted|showed|took"
    r"|gave|sent|left|lost|forgot|broke|signed|picked|collected|collects|promised|promises|helped"
    r"|helps|sorted|fixed|explained|advised|assured|insisted|apologi[sz]ed|refused|hung|answered"
    r"|replied|wrote|ordered|booked|bought|paid|pays|asked|asks|wants|wanted|needs|lives|lived"
    r"|moved|works|worked|passed|died|turned|came|comes|went|goes|got married|dropped|brought"
    r"|knows|knew|thinks|thought|loves|loved|hates|likes|uses|used|deals|dealt|handled|handles"
    r"|looked|looks after|did|does|served|installed|fitted|delivered|swore|laughed|spoke|speaks"
    r"|has left|has gone|has been|had been|has my|had my|had our|hadn['’]?t|hasn['’]?t"
    r"|was (?:very |so |really |extremely |super |absolutely |most |lovely |an? )*"
    r"(?:helpful|rude|kind"
    r"|polite|friendly|lovely|patient|unhelpful|star|gem|legend|angel|credit|off|on|in|there|born"
    r"|driving|away|brilliant|great|nice|amazing|fantastic|the one|supposed|going|our|my|your)"
    r"|is (?:away|off|in|working|on holiday|on leave|my|our|his|her|your|their|a|an|allergic|ill"
    r"|poorly|pregnant|out|going|coming|moving|due to|happy|not|the one|named|still|now|six"
    r"|seven|eight|nine|ten|\d)|isn['’]?t|wasn['’]?t"
    r"|will (?:be|collect|pick|come|call|ring|sign|get|need|have|know|confirm|email|send|pay)"
    r"|won['’]?t|can(?:not|['’]?t)?|could|couldn['’]?t|would(?:n['’]?t)?|might|should|must|may"
    r"|and I"
    r"|here|speaking|again)(?!\w))"
)
"""What follows somebody who acts."""
SAYS = re.compile(
    rf",? ?{_LY}(?:said|says|saying|told|tells|reckons|reckoned|mentioned|confirmed|claimed"
    rf"|claims"
    r"|suggested|recommended|texted|has said|had said|hath said)(?!\w)"
)
"""What people say they do, and firms as well."""
ASKED = re.compile(
    r"(?i:(?<![\w'])(?:ask(?:ed|ing)?(?: for)?|tell|told|telling|thank|thanking|met|meet|meeting"
    r"|let"
    r"|giv(?:e|ing)|gave|ring|rang|called|phone[d]?|email(?:ed)?|text(?:ed)?|messaged?|cc['’]?d"
    r"|copied"
    r"|pay|paid|owe[sd]?|help(?:ed)?|marry|married(?: to)?|saw|seen|know|knew|trust|name(?:'s|’s"
    r"|s)?"
    r"|(?:spoke|spoken|speak|speaking|talk|talked|talking|chat|chatted|chatting|dealt|dealing"
    r"|liaise"
    r"|liaising|agreed|discussed|arranged|live|living|stay|staying|sharing|share|along|together"
    r"|appointment|meeting|session|lesson|call|contact|booked in|had) (?:to|with)"
    r"|(?:picked up|dropped off|taken in|accepted|said|signed|sent|given|received|written|served"
    r"|helped|handled|booked|taken|made"
    r"|dealt with"
    r"|passed|seen|done|checked|advised|assisted|treated|fitted|installed|collected|delivered"
    r"|accompanied) by"
    r"|(?:letter|email|call|message|voicemail|text|note|reply|visit|reference|word|quote"
    r"|invoice) (?:from|by|to)|addressed to|on behalf of|care of|c/o|attn|attention(?: of)?"
    r"|name of"
    r"|known as|goes by|pronounced|spelled|spelt|prefers?|certain|(?:send|sent|give|gave|given"
    r"|handed|hand|pass|passed"
    r"|post|posted"
    r"|forward|forwarded|assigned|transferred|transfer|escalated|reported|referred|explained|lent"
    r"|refer) (?:(?:it|this|that|them|me|us|him|her|the \w+|my \w+|a \w+|one|back|on|over)"
    r" ){0,3}to|wait(?:ing)? for|look(?:ing)? for|(?:happened|happening) (?:to|with)|(?:parcel"
    r"|package|order|delivery|letter|one|it|this|that)(?:['’]?s| is| was)? for"
    r"|tickets? for|order for|letter for|delivery for|post for|from a|by a|to a|under|both"
    r"|(?:put|add|adding|added|remove|removing|removed|register|invite|include"
    r"|meant|i mean|surname (?:changed |is now )?from|(?:changed?|changing"
    r"|switch) (?:\w+ ){0,3}from|name (?:\w+ ){0,4}(?:is|was)"
    r"|(?:signature|scribble|label|sticker|badge|tag|passport|pass|licen[cs]e|bell|buzzer"
    r"|doorbell|plate|note|parcel"
    r"|envelope|ticket|receipt|invoice|letter|card|contract) (?:\w+ ){0,2}?(?:says|said|reads"
    r"|read|shows|showed|saying|marked|with)"
    r"|marked|labelled|signed as|fao|for the attention of)))[ ,:\"“'(]+\Z"
)
"""What stands before somebody who is spoken to, thanked or meant."""
ADDRESSED = re.compile(
    r"(?:(?i:\b(?:hi|hello|hey|hiya|dear|thanks|thank you|thx|cheers|ta|morning|afternoon"
    r"|evening|bye|sorry"
    r"|regards|wishes|sincerely|faithfully|love|signed|yours|many thanks|much|kudos to|well done"
    r"|please"
    r"|ok|okay|this is|i['’]?m|i am|me is|im)(?: again| so much| a lot)?[,!. ]{1,3})"
    rf"|\n|{MASKED}(?:,| and| &|/|\n) ?)\Z"
)
"""Greetings and thanks, and somebody found already."""
RELATED = re.compile(
    r"(?i:(?<!\w)(?:my|our|your|his|her|their|the|a|an|new|old|late|lovely|young|elderly|dear"
    r"|me) "
    r"(?:[\w'’-]+ ){0,2}?(?:mum|mom|mam|mother|dad|father|parents?|wife|husband|hubby|partner"
    r"|fianc[eé]e?|other half"
    r"|son|daughter|sons|daughters|brothers?|sisters?|twins?|grand(?:son|daughter|ma|pa|mother"
    r"|father|ad|child)|gran|nan|niece|nephew|cousin|uncle|aunt(?:ie|y)?|[\w-]+-in-law|baby"
    r"|kids?|child"
    r"|boy|girl|lad|lass|toddler|stepson|stepdaughter|friends?|mates?|pals?|girlfriend|boyfriend"
    r"|flatmate|roommate|housemate|neighbou?r|landlord|landlady|tenant|lodger|cleaner|carer"
    r"|walker|minder|sitter|babysitter|childminder|au pair|nanny"
    r"|colleague|boss|manager|assistant|supervisor|secretary|receptionist|agent|adviser|advisor"
    r"|rep|representative|driver|courier|postman|postie|engineer|technician|fitter|plumber"
    r"|electrician|builder|decorator|gardener|mechanic|guy|bloke|chap|fella|man|woman|lady"
    r"|gentleman"
    r"|person|doctor|gp|nurse|dentist|midwife|pharmacist|physio|therapist|consultant|surgeon|vet"
    r"|teacher|tutor|coach|instructor|trainer|head ?teacher|headmaster|solicitor|lawyer"
    r"|accountant|bookkeeper|clerk|caretaker|janitor|chef|waiter|waitress|barman|barmaid|barista"
    r"|steward(?:ess)?"
    r"|pilot|guide|host|hostess|officer|pc|sergeant|constable|inspector|judge|vicar|priest|rabbi"
    r"|imam|dj|singer|photographer|stylist|hairdresser|barber|beautician|apprentice|trainee"
    r"|temp|volunteer|witness|passenger|guest|customer|client|patient|student|pupil|member|owner"
    r"|director|ceo|proprietor|buyer|seller|tenant|customer called|someone called"
    r"|somebody called)"
    r"(?: (?:is|was|called|named|is called|was called|there|here))?[,:( ]{1,2})\Z"
)
"""Relatives, staff and others of whom a name is told."""
OWNED = re.compile(
    r"['’]s? (?:[a-z]+ )?(?:mum|mom|mother|dad|father|wife|husband|partner|son|daughter|brother"
    r"|sister|parents"
    r"|family|friend|account|name|surname|birthday|birth|email|phone|mobile|number|address|policy"
    r"|passport|licence|license|card|ticket|tickets|order|parcel|booking|appointment|prescription"
    r"|class|lesson|room|flat|house|place|car|desk|team|shift|file|letter|reply|advice|message"
    r"|voice|signature|behalf|funeral|wedding|pension|wages|school|medication|bag|coat|pram"
    r"|iphone|laptop|bank"
    r"|party|seat|membership|login|password|consent|permission|insulin|results"
    r"|swimming|piano|test|form|forms|claim|case|bill|payment|refund|subscription|attitude"
    r"|manager"
    r"|help|doctor|teacher|visit|estate|half|share|stuff|things|clothes|shoes|dress|hair|teeth)\b"
)
"""What only people own or are due."""
SEATED = re.compile(
    r",? (?:in|at|from|of|on) (?:number|no\.?|flat|apartment|apt|unit|room|house|next door"
    r"|upstairs"
    r"|downstairs|opposite|(?:your |the |our )?(?:customer|billing|sales|support|accounts"
    r"|tech\w*|returns"
    r"|reception|head office|complaints|HR|dispatch|deliveries|tills?|front desk|desk|phones?"
    r"|line|counter"
    r"|pharmacy|warehouse|bookings|haberdashery|office|shop floor"
    r"|\d{1,4}[A-Za-z]?(?! ?(?:am|pm|[:.]\d)))(?!\w))"
    r"|,? (?:in|at|from|of) (?:your|our|the) (?:\w+ ){0,2}(?:team|department|dept|desk|office)\b"
    r"|,? from (?:your|our|my|the) (?!app|website|site|shop|range|menu|list|page|catalogue"
    r"|brochure|same)"
    r"|,? ?(?:the|our|your|my) (?:\w+ )?(?:driver|engineer|cleaner|manager|carer|nurse|teacher"
    r"|assistant|dj|coach)\b"
)
"""Where somebody sits or lives, and as what."""
GATHERED = re.compile(
    r"['’]?s? (?:wedding|family|funeral|household|residence|twins|kids|children|brothers|sisters"
    r"|daughters|sons|parents|party of|estate"
    r"|boys|girls|baby|christening|engagement|birthday)\b"
)
"""What is called after those who hold it: "the Bakshi wedding"."""
PRONOUN = re.compile(r"(?<!\w)(?:she|he|her|his|him|hers|herself|himself)(?!\w)")
NAMED = re.compile(
    r",? (?:is|was|are)(?: not)? (?:my|his|her|their|our|your|the [\w'’]+|an?) (?:[\w]+ )?(?:sur"
    r"|last |first"
    r" |maiden |middle |full |fore|nick|family |given |legal |real |proper "
    r"|married )?names?(?!\w)"
    r"|, (?:first|last|given|sur|fore|family) ?name"
)
"""What follows a name that is called one: "Green is my surname"."""
NAMING = re.compile(
    r"(?i:(?<!\w)(?:surname|(?:last|first|maiden|family|middle|given|married) name|forename)s?"
    r"(?: (?:is|was|from|to|now|should be|changed (?:to|from)))*[ :,\"“]+)\Z"
)
"""What stands before a name that is called one: "surname March"."""
RELATED_AFTER = re.compile(
    r",? ?\(?(?:(?:the|our|my|your|his|her|their|an?) )?(?:[a-z]+ )?(?:spouse|partner|wife"
    r"|husband|son|daughter|mother|father"
    r"|mum|dad|brother|sister|cousin|neighbour|neighbor|tenant|landlord|owner|proprietor|driver"
    r"|engineer|cleaner"
    r"|manager|carer|nurse|teacher|assistant|dj|coach|executor|solicitor|secretary|treasurer"
    r"|caretaker|doorman"
    r"|plumber|electrician|builder|vet|vicar|head|co-?owner|flatmate|guarantor"
    r"|witness)(?=[,.;:)\n]|$)"
)
"""What follows somebody of whom is told who it is: "Jaswinder, the assistant"."""
ASKED_AFTER = re.compile(r"(?i:(?<!\w)(?:is|was|are|will|has|does|did|can|could|may) )\Z")
PRESENT = re.compile(
    r" (?:in|working|around|on shift|on duty|at the desk|in the office)"
    r"(?: (?:today|tomorrow|tonight|now|yet|this|on|next|or)\b|\?|,|\.|$)"
)
"""Who is asked for: "is Baker in today"."""
WHO = re.compile(
    r",? (?:who|whose|aged)\b|,? ?\((?:aged? )?\d{1,2}(?: (?:years?|months?).{0,6})?\)|, (?:she"
    r"|he|her|his)\b"
)
AND_I = re.compile(r",? (?:and|&|n|or) (?:I|i|me|my|myself|we|his|her|their|our)\b")
HELD = re.compile(
    r"(?i:\b(?:(?:I|me|we|us|you|he|she|him|her) (?:and|&|n|or)"
    r"|(?:with|by|to|from|and|for|ask|tell) (?:old|young|big|little|wee|lil|good old)) )\Z"
)
CASE = re.compile(
    r" (?:orders?|cases?|delivery|deliveries|parcels?|accounts?|files?|bookings?|reservation"
    r"|invoices?|policy"
    r"|appointments?|contract|refund|claim|couple|house|household|job|letter|complaint)(?!\w)"
)
"""What somebody's name tells apart where they are served: "the Harmsen case"."""
HUMAN_TITLE = folded_set(
    "mr mrs ms miss mx dr prof professor sir lady lord madam dame rev reverend father sister "
    "brother mother aunt aunty auntie uncle granny grandma grandpa grandad granddad gran nan nana "
    "nanny nurse doctor captain cpt capt colonel col major maj sergeant sgt pc constable "
    "inspector judge justice councillor cllr coach chef pastor rabbi imam sheikh shri smt sri "
    "judge officer corporal lieutenant lt commander admiral general private baroness baron count "
    "countess duke duchess prince princess mum mom dad old young big little wee messrs fr"
)
MANY = re.compile(
    rf" {_LY}(?:say|have|are|were|do|don['’]?t|want|sell|charge|offer|deliver|stock|let|use|ship"
    rf"|make|open"
    r"|close|quote|claim|need|refuse|keep|send|insist|recommend|take)\b(?! (?:you|we|i)\b)"
)
"""How firms and groups go on, of whom one speaks as of many."""
THINGS_DO = re.compile(
    rf" {_LY}(?:works?|fits?|costs?|crash\w*|fro(?:ze|zen)|freez\w+|load\w*|shows?|showed"
    rf"|displays?"
    r"|charges?|sells?|stocks?|opens?|closes|tastes?|tasted|smells?|smelled|leaks?|leaked"
    r"|comes? (?:with|in|up)"
    r"|came (?:with|in|without|up|apart)|is (?:down|sold|out of|available|included|compatible"
    r"|still (?:down|on|available"
    r"|open)|open|closed|cheaper|better|faster|broken|faulty|leaking|showing|missing|empty|too"
    r"|listed|discontinued|the same|delicious|amazing|playing|running|full of|off the|made|owned)"
    r"|was (?:down|off|cold|flat|closed|shut|broken|delicious|cheaper|faulty|leaking|missing|too"
    r"|out of|sold"
    r"|late|cancelled|canceled|delayed|discontinued|grand|burnt|dry|bland|raw)|arrived (?:bone"
    r"|damaged|broken|with|without"
    r"|cracked|empty)|shrank|faded|expired?|expires|supports?|plays?|starts?|runs?|ran out"
    r"|won['’]?t"
    r" (?:load|open|start|turn|charge|connect|sync|fit|work|play)|does ?n['’]?t (?:work|load"
    r"|open|fit|charge|turn"
    r"|connect|sync|show|come|sell|do|exist)|keeps? (?:crashing|dropping|freezing|buffering"
    r"|saying|asking)|logo|app|website"
    r"|look(?:s|ed) (?:better|nice|nicer|cheap|dead)|closed|shut (?:at|on|for))\b"
)
"""How things, places and services go on."""
DETERMINER = re.compile(
    r"(?i:(?<![\w'])(?:the|a|an|this|that|these|those|any|every|each|another|per|no|some|your"
    r"|new|used|own|vs?"
    r"|latest|original|classic|mini|plus|pro|one|two|three|four|five|six|ten|\d+(?: ?x)?)) \Z"
)
GOODS = folded_set(
    "app apps website site page plan plans card cards voucher vouchers tariff deal deals offer "
    "subscription membership cover insurance loan mortgage saver isa bond jacket jackets coat "
    "coats dress dresses shirt shirts jeans trousers skirt boots boot shoes shoe trainers sandals "
    "bag bags backpack suitcase watch watches ring rings necklace bracelet earrings sunglasses "
    "sofa sofas chair chairs table tables bed beds mattress mattresses wardrobe desk lamp lamps "
    "rug rugs curtain curtains blinds cushion duvet pillow towel towels sheets worktop kitchen "
    "sink tap taps toilet basin bath shower radiator boiler boilers thermostat fridge freezer "
    "oven hob cooker microwave kettle toaster mixer blender grill fryer dishwasher washer dryer "
    "vacuum hoover iron mower drill saw hammer paint tile tiles flooring carpet wallpaper shed "
    "bike bikes scooter helmet tent tyre tyres car van truck bus train trains tram ferry flight "
    "flights plane line lines route station airport terminal phone phones tablet laptop laptops "
    "router modem speaker speakers headphones earbuds charger cable adapter camera printer ink "
    "toner monitor screen tv remote console controller game games software update version driver "
    "drivers browser email server hub doorbell lock alarm light bulb bulbs battery batteries plug "
    "socket filter filters coffee tea beer wine cider gin vodka whisky juice milk cheese bread "
    "cake cakes pie pies pizza pizzas burger burgers curry salad soup sauce sandwich wrap rice "
    "noodles sausage sausages steak chicken fish chips crisps chocolate biscuit biscuits cereal "
    "sweets yoghurt yogurt cream shampoo conditioner soap lotion serum moisturiser lipstick "
    "mascara foundation perfume candle tablets tablet capsules cream gel spray inhaler syrup "
    "vitamins vaccine jab jabs cough show shows film movie movies series episode episodes album "
    "song songs track book books novel poem poems play musical opera concert gig tour exhibition "
    "museum gallery theatre cinema hotel hotels restaurant cafe pub bar shop shops store stores "
    "branch branches outlet supermarket market mall centre center gym pool spa salon clinic "
    "hospital school college university library park parks garden gardens zoo beach lake river "
    "island castle palace church cathedral tower bridge square road street trip cruise excursion "
    "itinerary festival race marathon match cup league stadium arena set sets range collection "
    "model edition kit pack box size colour color shade style design pattern fabric brand logo "
    "counter checkout section department menu special combo meal platter dish roast breakfast "
    "brunch lunch bundle course courses class classes module exam test tests workshop webinar "
    "training method diet recipe machine device unit part parts valve pump hose seal gasket "
    "handle wheel strap cartoons cartoon lupins rose roses tulips seeds bulbs plant plants tree "
    "trees hedge teapot clock mug plate plates jar bottle bottles glass glasses knife knives pan "
    "pans toy toys doll dolls puzzle figure figures costume party theme covers print poster mural "
    "helmet guitar amp piano strings pedal passes pass tickets ticket slot locker mesh firmware "
    "discount points code codes coupon promotion prices price sale bank building society fonts "
    "font formula extension plugin keyboard mouse bracket mount dock fee fees festival sponge "
    "dressing terrier spaniel retriever shepherd labrador puppy"
)
"""What is sold, used or visited: a name before one says which of them is meant."""
PLACED = re.compile(
    r"(?i:(?<![\w'])(?:at|via|using|on|into|onto|in|near|than|through|inside|across|outside"
    r"|around|upon|between|versus|v|vs) )\Z"
)
BOUGHT = re.compile(
    r"(?i:(?<!\w)(?:buy|buying|bought|sell|sells|selling|sold|order|ordering|ordered|stock"
    r"|stocking"
    r"|use|using|used|try|tried|trying|install\w*|download\w*|open(?:ed)?|reset|rebooted?"
    r"|press(?:ed)?"
    r"|hit|click(?:ed)?|tap(?:ped)?|select(?:ed)?|choose|chose|chosen|wear|wearing|wore|eat"
    r"|eating|ate"
    r"|drink|drinking|drank|cook(?:ed)?|play|plays|playing|played|watch|watches|watched|watching"
    r"|stream|streaming|read|reading|recommend|compare|prefer the|rent|hire|lease|drive|drove"
    r"|driving"
    r"|visit|visited|visiting|loved|like|love|fancy|supports?|take|takes|took|taking|run|running"
    r"|switch(?:ed)? (?:to|from)|come with|comes with|came with|have the|do you (?:do|have|sell"
    r"|stock)"
    r"|is it|says?|said|shows?|reads?|labell?ed|marked|called|titled|entitled|stops? at"
    r"|goes with|clash with"
    r"|allergic to|contains?|containing|between the|difference between|compatible with"
    r"|works? with"
    r"|fan of|fly|flying|flew|travel\w*|go to|went to|going to|trip to|tickets? (?:for|to)|size"
    r"|colou?r|shade"
    r"|menu|model|flavou?r|brand|version|starring|featuring|listen\w*|seen|see|like|ran"
    r"|bring back|on "
    r"(?:page|platform)) (?:some |my |more )?)\Z"
)
"""What is done with goods and places; "seen" and "called" of people as well, so it counts less."""
MODEL = re.compile(
    r" ?(?:\d[\w.-]*(?![\w/])(?! (?:years?|yrs?|months?|weeks?|\d))|[A-Z]{1,3}[- ]?\d[\w-]*"
    r"|[IVX]{2,4}\b|(?:Pro|Plus|Max|Mini|Ultra|Lite|Air|Edition|Series|Premium|Deluxe"
    r"|Classic|Junior|Club|Express|Direct|Online|Live|Plus|Gold|Silver|Rewards|Prime|Bank|Airways"
    r"|Airlines|Hotel|Arena|Stadium|Park|Road|Street|Lane|Square|Station|Airport|Museum|Theatre"
    r"|Castle|Hall|House|Court|Dock|Quay|Bridge|Tower|Towers|Cottage|Abbey|Minster|Island|Islands"
    r"|Bay|Beach|Falls|Lake|Valley|Hill|Act|Law|Law's)(?!\w))"
)
QUOTED = re.compile(r"[\"“„«]\Z")
MOSTLY_NAMES = folded_set(
    "mark bill rich drew grant pat barney barry beryl brad brandon carmen charlie christen "
    "clementine colleen craig dawn deacon derrick dexter dieter dirk eddy felicity gabby graham "
    "griffin hank harry hazel hector jenny jasmine jim john johnny josh joe kelvin kylie larry "
    "leo lily lucy maria martin max mickey molly myrtle nick norman oliver oscar paddy patsy "
    "peter polly randy ray rob robin roger rowan ruby sally sam sandy sheila sherry sienna sonny "
    "sophie stephen steve sue teddy terry tim timothy tom tommy tony troy veronica victor wally "
    "warren wendy will zac zack jack jackie jake jay jesse ivy iris holly heather ginger gene "
    "frank francis faith eve ernest erica emma don dick daisy clay christian chris carol bobby "
    "bob billy bill ben basil april amber alex albert gavin ellen clara annie angela alice dennis "
    "ronnie bernie megan hugh james lisa anna laura sara jean"
)
"""Of the English words those that with a capital are given names before anything else."""
