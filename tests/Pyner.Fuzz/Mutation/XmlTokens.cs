using System.Text;

namespace Pyner.Fuzz.Mutation;

/// <summary>Pieces of XML that decide something: inserting one of them reaches far more of a reader than a random byte.</summary>
public static class XmlTokens
{
    private static readonly string[] s_texts =
    [
        "<", ">", "/", "=", "\"", "'", "&", ";", "!", "?", "-", "[", "]", ":", " ", "\t", "\r", "\n", "\r\n", "\0", "\u0001", "\u007f",
        "<a>", "</a>", "<a/>", "<a b='1'>", "<a b=\"1\" c='2'/>", "</", "/>", "<>", "</>", "< a>", "</ a>", "</a >", "<a\n/>", "<a/ >",
        "<!--", "-->", "--", "--->", "<!---->", "<!-- x -->", "<!--->", "<!-", "<!", "<!x>",
        "<![CDATA[", "]]>", "]]", "]", "<![CDATA[]]>", "<![CDATA[]]]]>", "<![CDATA[ <a> ]]>", "<![cdata[", "]]&gt;", "]&#93;>",
        "<?", "?>", "<?p?>", "<?p ?>", "<?p x?>", "<?p??>", "<?xml?>", "<?XML?>", "<?xml version='1.0'?>", "<?p:q?>", "<?1?>", "??>",
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version='1.0' encoding='iso-8859-1'?>", "<?xml version='1.0' encoding='utf-16'?>",
        "<?xml version='1.0' encoding='us-ascii'?>", "<?xml version='1.0' encoding='utf-7'?>", "<?xml version='1.0' encoding='utf-32'?>",
        "<?xml version='1.0' encoding='ucs-4'?>", "<?xml version='1.0' encoding='unicode-1-1-utf-8'?>", "<?xml version='1.0' encoding='shift_jis'?>",
        "<?xml version='1.0' encoding='gb18030'?>", "<?xml version='1.0' encoding='iso-2022-jp'?>", "<?xml version='1.0' encoding='ibm037'?>",
        "<?xml version='1.0' encoding='hz-gb-2312'?>", "<?xml version='1.0é'?>", "<?xml version='1.0' encoding='bogus'?>",
        "<?xml version='1.0' standalone='yes'?>", "<?xml version='1.1'?>", "<?xml version='1.0x'?>", " version='1.0'", " encoding='utf-8'",
        " standalone='no'",
        "<!DOCTYPE a>", "<!DOCTYPE a [<!ENTITY e 'x'>]>", "<!DOCTYPE a [<!ENTITY e '<b/>'>]>", "<!DOCTYPE a [", "]>", "<!ENTITY e '&e;'>", "&e;",
        "<!DOCTYPE EXPERIMENT [<!ATTLIST EXPERIMENT accession CDATA 'DEF'>]>", "<!DOCTYPE a SYSTEM 'x'>",
        "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&amp", "&;", "& ", "&#65;", "&#x41;", "&#X41;", "&#0;", "&#x0;", "&#9;", "&#10;",
        "&#13;", "&#32;", "&#xD800;", "&#xFFFE;", "&#xFFFF;", "&#x10FFFF;", "&#x110000;", "&#x4013225;", "&#4294967361;", "&#x", "&#", "&#;", "&#x;",
        "&#00000065;", "&#6a;",
        "xmlns", "xmlns=''", "xmlns='u'", " xmlns:a='u'", " xmlns:a=\"\"", " xmlns:a='u' xmlns:b='u' a:x='' b:x=''", " a:b='1'", "<a:b/>",
        "<a:b xmlns:a='u'/>", "xml:", "<xml:a/>", " xml:space='preserve'", " xml:space='x'", " xml:space=' default '", " xml:lang=''", "xmlns:",
        " xmlns:xml='u'", " xmlns:xml='http://www.w3.org/XML/1998/namespace'", " xmlns:a='http://www.w3.org/2000/xmlns/'",
        " xmlns='http://www.w3.org/XML/1998/namespace'", " xmlns:xmlns='u'",
        "a:", ":a", "a:b:c", " b='1' b='2'", " accession='Q'", " accession='Q' accession='R'", " x='<'", " x='>'", " x=']]>'", " x='&lt;'", " x='a\nb'",
        " x=1", " x", " x=", " ='1'",
        "\u00E9", "\u00B7", "\u0300", "\u3400", "\u4E00", "\u2028", "\u0085", "\u00A0", "\u3000", "\uFEFF", "\uFFFD", "\uFFFE", "\uFFFF",
        "\U00010000", "\U0001F600", "\U0010FFFF", "\u0130", "\u212A", "<\u00E9/>", "<a\u00B7/>", "<\u00B7/>", "<\U00010400/>",
        "<EXPERIMENT>", "</EXPERIMENT>", "<EXPERIMENT accession='X'/>", "<SAMPLE>", "</SAMPLE>", "<RUN>", "</RUN>", "<RUN/>", "<TITLE/>",
        "<TITLE>t</TITLE>", "</TITLE>", "<TITLE>", "<SAMPLE_NAME>", "<SCIENTIFIC_NAME>", "<LIBRARY_STRATEGY>", "<PLATFORM>", "<ILLUMINA>",
        "<SAMPLE_ATTRIBUTE>", "<TAG>", "<VALUE>", "<LIBRARY_LAYOUT><SINGLE/></LIBRARY_LAYOUT>", "<DESIGN>", "</DESIGN>", "<VALUE/>",
        "<TAG>\u0130</TAG>", "<LIBRARY_SOURCE/>",
    ];

    private static readonly string[] s_content =
    [
        "<a/>", "<a></a>", "<a b='1' c=\"&lt;\"/>", "<a\n\tb = '1' />", "<!---->", "<!-- <RUN/> & ]]> -->", "<!--->-->", "<![CDATA[]]>",
        "<![CDATA[<RUN/>]]]]>", "<?p?>", "<?p <RUN/> ?>", "x", " ", "\t", "\r", "\n", "\r\n", "]]", "]", ">", "'", "\"", "--", "&amp;", "&lt;RUN/>",
        "&#65;", "&#x1F600;", "&#32;", "&#13;", "&#xA0;", "&#x4013225;", "&#9;", "\u00E9", "\u3000", "\u2028", "\uFEFF", "\u0085", "\u00A0", "\uFFFD",
        "\U0001F600", "\U0010FFFF", "\u0130", "\u007f",
        "<TITLE/>", "<TITLE> t </TITLE>", "<TITLE><![CDATA[ ]]>&#x20;</TITLE>", "<TITLE>a<b>c</b>d</TITLE>", "<VALUE/>", "<TAG/>",
        "<TAG>\u0130x</TAG>", "<VALUE>v</VALUE>", "<LIBRARY_STRATEGY/>", "<LIBRARY_SOURCE>a&amp;b</LIBRARY_SOURCE>", "<LIBRARY_LAYOUT/>", "<SINGLE/>",
        "<PAIRED/>", "<INSTRUMENT_MODEL/>", "<SCIENTIFIC_NAME>x</SCIENTIFIC_NAME>", "<SAMPLE_NAME/>",
        "<SAMPLE_NAME><SCIENTIFIC_NAME>y</SCIENTIFIC_NAME></SAMPLE_NAME>", "<SAMPLE_ATTRIBUTE><TAG>k</TAG><VALUE>v</VALUE></SAMPLE_ATTRIBUTE>",
        "<SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><VALUE>v</VALUE><TAG> K </TAG></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES>", "<PLATFORM><LS454/></PLATFORM>",
        "<DESIGN/>", "<DESIGN><SAMPLE_DESCRIPTOR/></DESIGN>", "<SAMPLE_DESCRIPTOR accession='Q'/>", "<RUN/>", "<SAMPLE accession='Q'/>",
        "<EXPERIMENT accession='Q'><TITLE>q</TITLE></EXPERIMENT>", "<x xmlns='u'/>", "<x xmlns:q='u' q:y='1'/>", "<q:x xmlns:q='u'><q:y/></q:x>",
        "<xml:x/>", "<x xml:space='default'/>", "<\u00E9 \u4E00='1'/>", "<x xml:lang=''/>",
    ];

    private static readonly string[] s_attributes =
    [
        " x='1'", " x=\"1\"", "\nx\t=\r\n'1'", " x='a\r\nb&#10;c&amp;'", " x='>'", " x=']]>'", " x=\"'\"", " xmlns:q='u'", " xmlns='u'", " xmlns=''",
        " xml:lang='x'", " xml:space='preserve'", " accession='R'", " xmlns:q='u' q:accession='R'", " \u00E9='1'", " x='\U0001F600'", " x=''",
        " x-.y='&#x41;'", "  ", "\r\n", " a1='' a2='' a3='' a4='' a5='' a6='' a7='' a8='' a9=''",
    ];

    private static readonly byte[][] s_bytes =
    [
        [0x80], [0xBF], [0xC0], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC3, 0xA9], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0], [0xE2, 0x82],
        [0xED, 0xA0, 0x80], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xEF, 0xBB], [0xEF, 0xBF, 0xBE], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
        [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xFF, 0xFE], [0xFE, 0xFF], [0x3C, 0x00], [0x00, 0x3C],
    ];

    /// <summary>Pieces that may stand in content.</summary>
    public static IReadOnlyList<byte[]> Content { get; } = [.. s_content.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Pieces that may stand behind an element's name in its start tag.</summary>
    public static IReadOnlyList<byte[]> Attributes { get; } = [.. s_attributes.Select(Encoding.UTF8.GetBytes)];

    /// <summary>All pieces, as bytes.</summary>
    public static IReadOnlyList<byte[]> All { get; } = [.. s_texts.Select(Encoding.UTF8.GetBytes), .. s_bytes];
}
