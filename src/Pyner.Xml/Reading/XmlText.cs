using System.Text;

namespace Pyner.Xml.Reading;

/// <summary>A piece of character data or an attribute's value, in UTF-8, still undecoded where it stands in the document like that.</summary>
/// <param name="bytes">The text.</param>
/// <param name="form">How far it is decoded.</param>
public readonly ref struct XmlText(ReadOnlySpan<byte> bytes, XmlTextForm form)
{
    /// <summary>The bytes, in the form that <see cref="Form"/> says.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>How far <see cref="Bytes"/> are decoded.</summary>
    public XmlTextForm Form { get; } = form;

    /// <summary>Whether this is only the beginning of a text that is too long to be kept (<see cref="ElementInterest.CutLong"/>).</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether the text is empty or only Unicode white space.</summary>
    public bool IsBlank
    {
        get
        {
            foreach (byte b in Bytes)
            {
                if (b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')
                    continue;
                return (b >= 0x80 || b == '&') && string.IsNullOrWhiteSpace(Decode());
            }
            return true;
        }
    }

    /// <summary>The text in UTF-8: references decoded, line ends normalised, not trimmed. Allocates only where something has to be decoded.</summary>
    public ReadOnlySpan<byte> DecodeUtf8() => XmlTextDecoder.Decode(Bytes, Form);

    /// <summary>The text as a string: references decoded, line ends normalised (XML 1.0 sections 2.11 and 3.3.3), not trimmed.</summary>
    public string Decode() => Form switch
    {
        XmlTextForm.Decoded => Encoding.UTF8.GetString(Bytes),
        _ => Encoding.UTF8.GetString(XmlTextDecoder.Decode(Bytes, Form)),
    };
}
