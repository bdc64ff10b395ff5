"""The emoji that people can react with, by Slack's short names."""

SKIN_TONES = {
    "skin-tone-2": "🏻",
    "skin-tone-3": "🏼",
    "skin-tone-4": "🏽",
    "skin-tone-5": "🏾",
    "skin-tone-6": "🏿",
}

_TONED = """
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 raised_hands 🙌 clap 👏 wave 👋 pray 🙏 ok_hand 👌
muscle 💪 point_up ☝️ point_up_2 👆 point_down 👇 point_left 👈 point_right 👉
raised_hand ✋ hand ✋ v ✌️ crossed_fingers 🤞 fist ✊ facepunch 👊 punch 👊
call_me_hand 🤙 the_horns 🤘 open_hands 👐 palms_up_together 🤲 writing_hand ✍️
nail_care 💅 ear 👂 nose 👃 raising_hand 🙋 shrug 🤷 face_palm 🤦 bow 🙇 no_good 🙅
ok_woman 🙆 information_desk_person 💁 baby 👶 boy 👦 girl 👧 man 👨 woman 👩
older_man 👴 older_woman 👵 technologist 🧑‍💻 teacher 🧑‍🏫 scientist 🧑‍🔬
artist 🧑‍🎨 firefighter 🧑‍🚒 farmer 🧑‍🌾 judge 🧑‍⚖️ health_worker 🧑‍⚕️ runner 🏃
walking 🚶 dancer 💃 swimmer 🏊 bicyclist 🚴 superhero 🦸 santa 🎅 selfie 🤳
handshake 🤝 heart_hands 🫶 pinched_fingers 🤌
"""

_PLAIN = """
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 satisfied 😆 sweat_smile 😅
rolling_on_the_floor_laughing 🤣 joy 😂 slightly_smiling_face 🙂 upside_down_face 🙃
wink 😉 blush 😊 innocent 😇 smiling_face_with_3_hearts 🥰 heart_eyes 😍 star-struck 🤩
kissing_heart 😘 kissing 😗 yum 😋 stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜
zany_face 🤪 money_mouth_face 🤑 hugging_face 🤗 face_with_hand_over_mouth 🤭
shushing_face 🤫 thinking_face 🤔 zipper_mouth_face 🤐 face_with_raised_eyebrow 🤨
neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒
face_with_rolling_eyes 🙄 grimacing 😬 lying_face 🤥 relieved 😌 pensive 😔 sleepy 😪
sleeping 😴 mask 😷 face_with_thermometer 🤒 nauseated_face 🤢 sneezing_face 🤧
hot_face 🥵 cold_face 🥶 dizzy_face 😵 exploding_head 🤯 face_with_cowboy_hat 🤠
partying_face 🥳 sunglasses 😎 nerd_face 🤓 face_with_monocle 🧐 confused 😕 worried 😟
slightly_frowning_face 🙁 open_mouth 😮 hushed 😯 astonished 😲 flushed 😳
pleading_face 🥺 anguished 😧 fearful 😨 cold_sweat 😰 cry 😢 sob 😭 scream 😱
confounded 😖 persevere 😣 disappointed 😞 sweat 😓 weary 😩 tired_face 😫
yawning_face 🥱 triumph 😤 rage 😡 angry 😠 smiling_imp 😈 skull 💀 hankey 💩 poop 💩
clown_face 🤡 ghost 👻 alien 👽 robot_face 🤖 saluting_face 🫡 melting_face 🫠
see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 heart ❤️ orange_heart 🧡 yellow_heart 💛
green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 white_heart 🤍
broken_heart 💔 two_hearts 💕 sparkling_heart 💖 heartbeat 💓 revolving_hearts 💞
heavy_heart_exclamation_mark_ornament ❣️ 100 💯 anger 💢 boom 💥 collision 💥 dizzy 💫
sweat_drops 💦 dash 💨 speech_balloon 💬 thought_balloon 💭 zzz 💤 eyes 👀 eye 👁️
brain 🧠 bust_in_silhouette 👤 busts_in_silhouette 👥 people_hugging 🫂 family 👪
footprints 👣 dog 🐶 cat 🐱 mouse 🐭 rabbit 🐰 fox_face 🦊 bear 🐻 panda_face 🐼
tiger 🐯 lion_face 🦁 cow 🐮 pig 🐷 frog 🐸 monkey_face 🐵 chicken 🐔 penguin 🐧 bird 🐦
duck 🦆 eagle 🦅 owl 🦉 bat 🦇 wolf 🐺 horse 🐴 unicorn_face 🦄 bee 🐝 bug 🐛
butterfly 🦋 snail 🐌 ladybug 🐞 ant 🐜 spider 🕷️ turtle 🐢 snake 🐍 octopus 🐙 crab 🦀
whale 🐳 dolphin 🐬 fish 🐟 shark 🦈 elephant 🐘 hedgehog 🦔 sloth 🦥 otter 🦦
bouquet 💐 cherry_blossom 🌸 rose 🌹 sunflower 🌻 tulip 🌷 seedling 🌱 evergreen_tree 🌲
deciduous_tree 🌳 cactus 🌵 four_leaf_clover 🍀 maple_leaf 🍁 leaves 🍃 mushroom 🍄
apple 🍎 green_apple 🍏 pear 🍐 tangerine 🍊 lemon 🍋 banana 🍌 watermelon 🍉 grapes 🍇
strawberry 🍓 cherries 🍒 peach 🍑 pineapple 🍍 avocado 🥑 tomato 🍅 carrot 🥕 corn 🌽
bread 🍞 cheese_wedge 🧀 egg 🥚 bacon 🥓 hamburger 🍔 fries 🍟 pizza 🍕 sandwich 🥪
taco 🌮 popcorn 🍿 rice 🍚 sushi 🍣 icecream 🍦 doughnut 🍩 cookie 🍪 birthday 🎂
cake 🍰 cupcake 🧁 pie 🥧 chocolate_bar 🍫 candy 🍬 honey_pot 🍯 coffee ☕ tea 🍵
beer 🍺 beers 🍻 wine_glass 🍷 cocktail 🍸 champagne 🍾 clinking_glasses 🥂
fork_and_knife 🍴 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏
globe_with_meridians 🌐 world_map 🗺️ compass 🧭 mountain ⛰️ beach_with_umbrella 🏖️
classical_building 🏛️ building_construction 🏗️ house_buildings 🏘️ house 🏠
house_with_garden 🏡 office 🏢 post_office 🏣 hospital 🏥 bank 🏦 school 🏫 factory 🏭
church ⛪ tent ⛺ bridge_at_night 🌉 city_sunset 🌆 bus 🚌 train 🚆 tram 🚊 car 🚗
taxi 🚕 truck 🚚 ambulance 🚑 fire_engine 🚒 police_car 🚓 tractor 🚜 bike 🚲 scooter 🛴
busstop 🚏 fuelpump ⛽ traffic_light 🚦 construction 🚧 anchor ⚓ boat ⛵ ship 🚢
airplane ✈️ helicopter 🚁 rocket 🚀 flying_saucer 🛸 hourglass ⌛
hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock9 🕘
new_moon 🌑 full_moon 🌕 sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️
thunder_cloud_and_rain ⛈️ snow_cloud 🌨️ rainbow 🌈 umbrella ☔ zap ⚡ snowflake ❄️
snowman ⛄ comet ☄️ fire 🔥 droplet 💧 ocean 🌊 star ⭐ star2 🌟 sparkles ✨
jack_o_lantern 🎃 christmas_tree 🎄 fireworks 🎆 sparkler 🎇 balloon 🎈 tada 🎉
confetti_ball 🎊 ribbon 🎀 gift 🎁 ticket 🎫 trophy 🏆 sports_medal 🏅
first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 soccer ⚽ basketball 🏀
football 🏈 tennis 🎾 golf ⛳ dart 🎯 bowling 🎳 video_game 🎮 game_die 🎲 jigsaw 🧩
teddy_bear 🧸 chess_pawn ♟️ art 🎨 performing_arts 🎭 knot 🪢 thread 🧵 yarn 🧶
eyeglasses 👓 necktie 👔 shirt 👕 tophat 🎩 crown 👑 mortar_board 🎓 gem 💎 mute 🔇
loud_sound 🔊 loudspeaker 📢 mega 📣 bell 🔔 no_bell 🔕 musical_note 🎵 notes 🎶
microphone 🎤 headphones 🎧 radio 📻 guitar 🎸 trumpet 🎺 violin 🎻
drum_with_drumsticks 🥁 iphone 📱 telephone ☎️ phone ☎️ battery 🔋 electric_plug 🔌
computer 💻 desktop_computer 🖥️ printer 🖨️ keyboard ⌨️ floppy_disk 💾 cd 💿
movie_camera 🎥 tv 📺 camera 📷 video_camera 📹 mag 🔍 mag_right 🔎 bulb 💡
flashlight 🔦 candle 🕯️ notebook 📓 books 📚 book 📖 open_book 📖 bookmark 🔖
bookmark_tabs 📑 page_facing_up 📄 page_with_curl 📃 newspaper 📰 scroll 📜 label 🏷️
moneybag 💰 pound 💷 euro 💶 dollar 💵 credit_card 💳 receipt 🧾 chart 💹 email 📧
envelope ✉️ incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 package 📦 mailbox 📫
postbox 📮 ballot_box_with_ballot 🗳️ pencil2 ✏️ pencil 📝 memo 📝
lower_left_fountain_pen 🖋️ briefcase 💼 file_folder 📁 open_file_folder 📂
card_index_dividers 🗂️ date 📅 calendar 📆 spiral_calendar_pad 🗓️
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋
pushpin 📌 round_pushpin 📍 paperclip 📎 straight_ruler 📏 triangular_ruler 📐
scissors ✂️ wastebasket 🗑️ lock 🔒 unlock 🔓 key 🔑 old_key 🗝️ hammer 🔨
hammer_and_wrench 🛠️ wrench 🔧 nut_and_bolt 🔩 gear ⚙️ toolbox 🧰 magnet 🧲 test_tube 🧪
microscope 🔬 telescope 🔭 satellite_antenna 📡 syringe 💉 pill 💊 adhesive_bandage 🩹
stethoscope 🩺 door 🚪 bed 🛏️ shower 🚿 bathtub 🛁 soap 🧼 broom 🧹 basket 🧺
shopping_trolley 🛒 no_entry ⛔ no_entry_sign 🚫 recycle ♻️ white_check_mark ✅
heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎
heavy_plus_sign ➕ heavy_minus_sign ➖ exclamation ❗ heavy_exclamation_mark ❗
question ❓ grey_question ❔ bangbang ‼️ interrobang ⁉️ warning ⚠️ information_source ℹ️
sos 🆘 ok 🆗 new 🆕 free 🆓 up 🆙 cool 🆒 repeat 🔁 arrows_counterclockwise 🔄
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_forward ▶️ back 🔙 end 🔚
soon 🔜 top 🔝 link 🔗 infinity ♾️ red_circle 🔴 large_orange_circle 🟠
large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣
white_circle ⚪ black_circle ⚫ red_square 🟥 large_green_square 🟩
small_blue_diamond 🔹 checkered_flag 🏁 triangular_flag_on_post 🚩 waving_white_flag 🏳️
rainbow-flag 🏳️‍🌈 flag-gb 🇬🇧 gb 🇬🇧 flag-england 🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag-scotland 🏴󠁧󠁢󠁳󠁣󠁴󠁿
flag-wales 🏴󠁧󠁢󠁷󠁬󠁳󠁿 zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣
seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 wheelchair ♿ parking 🅿️ potable_water 🚰
put_litter_in_its_place 🚮 accessibility ♿
"""


def _table(source: str) -> dict[str, str]:
    words = source.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _with_tones(plain: dict[str, str]) -> dict[str, str]:
    toned: dict[str, str] = {}
    for name, picture in plain.items():
        base = picture.removesuffix("️")
        person, joiner, rest = base.partition("‍")
        for tone, colour in SKIN_TONES.items():
            toned[f"{name}::{tone}"] = f"{person}{colour}{joiner}{rest}"
    return toned


TONED = _table(_TONED)
EMOJI: dict[str, str] = TONED | _table(_PLAIN)
"""Short name to picture, without skin tones."""
ALL_EMOJI: dict[str, str] = EMOJI | _with_tones(TONED)
"""The same, with `+1::skin-tone-3` and its like."""

ALIASES = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "hand": "raised_hand",
    "punch": "facepunch",
    "satisfied": "laughing",
}
ALIASES |= {
    "poop": "hankey",
    "collision": "boom",
    "open_book": "book",
    "pencil": "memo",
    "phone": "telephone",
}


def canonical(name: str) -> str | None:
    """Slack's own name of an emoji (`thumbsup` is `+1`); None when there is no such emoji."""
    base, mark, tone = name.strip(":").partition("::")
    found = ALIASES.get(base, base) + mark + tone
    return found if found in ALL_EMOJI else None
