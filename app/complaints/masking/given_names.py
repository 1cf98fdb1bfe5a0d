"""Given names as they are common in the regions of Indonesia, in small letters.

`SURE` are names and little else: with a capital they are found without anything that announces a name. `POSSIBLE` are
words or places as well ("Wahyu", "Melati", "Indah"); they count only where a name is to be expected. No list can be
complete: what is not here is found only when a word before it says that a name follows.
"""

SURE = frozenset(
    """
    abd abdillah abdul abdullah abdurrahman abidin abraham ach achmad adam adelia adi aditya adnan adrian
    adriansyah afandi affandi agnes agung agus agustina agustinus ahmad ahyar aini aisya aisyah ajeng akbar
    akhmad alamsyah albert albertus aldi aldo alex alexander alfian alfiansyah alfons alfonsus alfred ali
    aliyah almaira alvin alwi alya amalia amanda amat amin aminah aminuddin amir amiruddin amran amri anas
    anastasia andika andre andreas andri andriani angela anggi anggraeni anggraini anggun anindya anis anisa
    anita anjani annisa ansar anton antonius anwar apriani aprilia apriliani aria ariani arief arif arifin
    arifuddin aris arman armansyah arni arnold arum aryani asep ashari asih aslam asma asmawati asmiati asni
    asri asriadi asrul astri astuti atika aulia awaluddin ayu azhar azis aziz azizah azwar bahar baharuddin
    bahri bahtiar bakri bambang baso basri basuki bayu beatrix bella benediktus benny bernadeta bernadus
    bertha besse betty binsar boby bonar boy budianto budiarti budiman budiono burhan burhanuddin cahyadi
    cahyono candra caroline catharina cecep chairil chairul chandra christian christin christina christine
    cici cindy citra clara cokorda cornelis cucu cut dadang dahlan dahlia damanik damayanti danang daniar
    daniel darma darmawan darmawati darmin darwis dasril daud david dede deden dedi dedy delima deni denny
    desak desi desy devi dewi dhea dian diana dicky didi didik dimas dina dini dirga djoko doni donny dony dwi
    dyah edi edo edwin edy efendi effendi eka eko elfira elisabet elisabeth elly elsa elvira emi emilia emma
    endah endang eni enny erlina erna ernawati erni ervina erwin esti eti ety eva evi fadhil fadhilah fadil
    fadli fahmi fahri fahrul faisal faizal fajar fajri fandi farah farhan farid farida faridah fathir fathur
    fatimah fatma fatmawati fauzan fauzi fauziah febri febrianti ferdi ferdinan ferdinand ferry fikri fina
    firda firdaus firman firmansyah fitri fitria fitriani franky fransisca fransiskus galih galuh gatot gede
    gerson gilang gita gusti habib habibah hadi hadijah hafid hafiz haikal hairul hajar hajra halim halimah
    hamid hamka hamsah hamzah hana hanafi handayani handoko hani haniah hanif harianto haris hariyanto
    hariyono harjo harlina harry hartati hartini hartono haryanto haryono hasan hasanah hasanuddin hasbi hasim
    hasmawati hasna hasnah hasnawati hasni hasriani hasyim hatta helmi hendra hendri hendrik henny heri
    herlina herman hermansyah hermanto hermawan herni heru herwin hesti hidayat hidayati hikmah hilda husain
    husein husna husni husnul ian ibnu ibrahim ida idham idris ifan iin ika ikbal ikhsan ilham ilyas imam
    imelda imran ina indah indra indri indriani inggrid inong intan iqbal ira irfan iriani irma irmawati irsan
    irsyad irvan irwan irwansyah isa isabella iskandar ismail ismawati isnaini isnawati isti istiqomah iwan
    izzah jaenal jafar jainuddin jajang jaka jamal jamaluddin jamil jamilah januar jeffry jefri jenny jessica
    jhon jihan jimmy johan johanes johannes johny joko jonathan joni jono jordan jose josua joyo jufri juhari
    juita juli juliana julianti jumadi jumiati jumriah jumriati junaedi junaidi jusman jusuf kadek kadir kamal
    kamaluddin kamaruddin kamil karim karina karmila karno karsa karsini kartika kartikasari kartini kasim
    kasman kasmawati kasmiati katarina katrina ketut khadijah khaeruddin khaerul khairul khairunnisa khalid
    khoirul kirana komang komariah kristian kristina kurnia kurniati kurniawan kurniawati kusnadi kustini
    kusuma kusumawati laela laila lailatul laksmi laode lasmi latif latifah leni lenny leo leonardus lestari
    lia lidia lidya lilik lilis lina linda lisa lisna listiani liza lucky luh lukas lukman lukmanul lulu luluk
    lusi lusiana lutfi luthfi made mahendra mahfud mahmud mahmudah malik mama'dia mansur mansyur mardiah
    mardiana marfuah margaretha maria mariam mariana mariani marina marini mario marlina marni marno marsudi
    maryam maryani maryati maryono maskur maspupah masrur mastura masyita matius maulana maulida maya mega
    meilani melda meli melinda merry mery meutia mia mikael misbah misnawati mita mochamad mochammad moh
    mohamad mohammad monica muammar muh muhajir muhamad muhammad muhlis muhtar mukhlis mukhtar muliadi mulyadi
    mulyana mulyani mulyati mulyono munawar munir murni murniati murtini musa muslim muslimin mustafa mustakim
    mustamin mustofa mutiara mutmainnah nabila nadia nadya naila najwa nanang nanda nani nanik naomi nasir
    nasruddin nasrullah nasrun natalia ni'mah nia nico niken nikita nila nina nining nira nirmala nirwana nita
    noer nopi nopianti nova novi novia novianti novita nugraha nugroho nungki nur nuraeni nuraida nuraini
    nurhayati nurhidayah nurhikmah nurjanah nurjannah nurlaela nurlaila nurlela nurliah nurmala nurmiati
    nursiah nurul nuryani nyoman oktavia oktaviani olivia opik oscar otto paijo painem paini paulina paulus
    pertiwi petrus pitri ponco poniman ponirah pranata prasetyo pratama pratiwi prayitno priyanto priyono puji
    pujiati purnama purnomo purwanti purwanto puspita puspitasari putri putu qomariah qonita rachman rachmat
    raden radit raditya rafi rafli rahayu rahma rahmah rahman rahmat rahmatullah rahmawati rahmi raihan rais
    raka ramadhan ramadhani ramdan ramdani ramli rani rano rasyid ratih ratna ratnasari raymond regina rendi
    reni renny reny resti restu retno reza rezki rezky rhoma ria rian riana riani ricky ridha ridho ridwan
    rika riki riko rina rini rio risal riska rismawati rita rizal rizka rizki rizky robert roberto robi
    rochmad rofiq rohani rohmah rohman romi ronald roni ronny rosa rosalia rosdiana rosida rosita roslina
    rosma rosmawati rosmiati roy rudi rudianto rudy ruhana rusdi ruslan rusli rusman rusmiati rusmini rustam
    sabri saefuddin safitri safri sahabuddin sahrul saida saiful saipul sakinah sakka salahuddin salam salamah
    saleh salim salma salmah salman samsiah samsir samsu samsuddin samsul samsuri samuel sandi sandra sangkala
    sapri saputra saputri sari sariah sarifuddin sarina sarinah sarmila sartika satria satriani satrio selvi
    selviana septi septian septiani setiawan setiawati setyo shinta sholeh sigit silvia simon sinta siska siti
    sitti slamet soeharto soekarno sofia sofian sofyan soleh solihin sonia sonny sopian sri stefani stefanus
    stella subagyo subandi subhan suci sudarmi sudarmono sudarsana sudarsono sudarto sudaryono sudirman sugeng
    sugianto sugiarto sugiono sugiyanto suhardi suharni suharti suhartini suharto suhendra suherman sukardi
    sukarman sukarni sukarno sukma sukmawati sulaeman sulaiman sulastri sulfiani sulistiani sulistyo
    sulistyowati sumarni sumarno sumarsono sumarti sumartini sumiati suminah sumini sunardi sunarti sunarto
    sunarya sundari supardi suparman suparmi suparno supiati supriadi supriatna supriyadi supriyanto supriyono
    suradi surani suratman suriadi suriani suriati surya suryana suryani suryanto susan susana susanti susanto
    susi susilawati susilo sutarmi sutarno sutikno sutini sutopo sutrisno suwandi suwarni suwarno suyanti
    suyanto suyatno suyono syafruddin syahrir syahrul syaiful syakir syamsiah syamsir syamsuddin syamsul
    syamsuri syarif syarifah syarifuddin sylvia syukur takdir talib tamrin tantri taslim tasya tatang tati
    tatik taufan taufik taufiq teddy tedi teguh tenri theresia thomas tiara tika tini tira titi titik titin
    toni tono tony tri trisna tukiman tukinah tulus turino tuti tutik tutut tyas ucok udin ujang ulfa ulfah
    umar umi ummi usman ustman utami utari valentina vera veronica veronika vicky victor vina vincent vino
    virgiawan vita vivi viviana wagiman wahid wahida wahidin wahyudi wahyuni wahyuningsih waluyo wanto warni
    warsini warsito warsono wati wawan wayan wendy weni widi widia widodo widya widyastuti wijaya wijayanti
    wilson winarno winarti winda windi wira wiranto wisnu wita wiwik wiwin wulan wulandari yahya yakub yana
    yanti yanto yanuar yasin yati yayan yayuk yeni yenny yeti yoga yogi yohana yohanes yohannis yolanda yosef
    yosep yosua yudha yudhi yudi yudistira yuli yulia yuliana yuliani yulianti yulianto yuliati yulius yuni
    yuniar yuniarti yunita yunus yusran yusri yusrin yusron yusuf yusup yuyun zaenab zaenal zahira zahra
    zainab zainal zaini zainuddin zakaria zaki zakiyah zulfa zulfahmi zulfikar zulham zulkarnain zulkifli
    zuraida
    """.split()
) - frozenset(
    "adam amat amin cucu delima indah juli mega mutiara murni sari surya tulus salam slamet umi wira".split()
)

# In small letters they count only after a title ("pak wahyu").
LIKELY = SURE | frozenset(
    """
    adam amat andi bagas bintang cahya daeng delima dul endah ening entin euis fajar guntur imas iyah juli
    karaeng karso karto kasiyem kasno kenanga lili lulu mawar mega melati mentari mimi mira mirna mutiara nana
    nani neneng paidi parmin parto ponidi puang puspa rezeki sainem sarmi satinem surya tarjo tarmo tasman
    tuti uci umi vera wahyu wibawa wira yani yono yudi
    """.split()
)

# Names that are everyday words: their capital must say that they are meant as names, or a surer name beside them.
EVERYDAY = frozenset(
    """
    amin bagus bakti bening berlian budi bulan bunga cahaya cempaka cendana cucu hari harum indah jaya kembang
    lestari mulia murni nuri perdana permata rama ros sakti salam sari sekar senja setia slamet suka tulus
    utama wangi
    """.split()
)

POSSIBLE = LIKELY | EVERYDAY
