using System.Buffers.Text;
using System.Text;

namespace Pyner.Corpus.Documents;

/// <summary>A growing array of UTF-8 with the few ways of writing XML that a corpus needs. Reused from file to file.</summary>
internal sealed class XmlBuffer
{
    private static readonly System.Buffers.SearchValues<char> s_special = System.Buffers.SearchValues.Create("&<>\"'\n\t\r");

    private byte[] _bytes = new byte[256 * 1024];

    public int Length { get; private set; }

    /// <summary>Whether a line feed in a text is written as CR LF, which a reader turns into a line feed again.</summary>
    public bool CarriageReturns { get; set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        Length += utf8.Length;
    }

    public void Raw(ReadOnlySpan<char> text) => Length += Encoding.UTF8.GetBytes(text, Reserve(text.Length * 3));

    public void Raw(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Number(long value, int leastDigits = 1)
    {
        Span<byte> room = Reserve(20);
        Utf8Formatter.TryFormat(value, room, out int written, new System.Buffers.StandardFormat('D', (byte)leastDigits));
        Length += written;
    }

    public void Spaces(int count)
    {
        Reserve(count)[..count].Fill((byte)' ');
        Length += count;
    }

    public void NewLine() => Raw(CarriageReturns ? "\r\n"u8 : "\n"u8);

    /// <summary>Element text: <c>&amp; &lt; &gt;</c> as entities, line feeds as the document's line ends.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        int special;
        while ((special = text.IndexOfAny(s_special)) >= 0)
        {
            Raw(text[..special]);
            switch (text[special])
            {
                case '&':
                    Raw("&amp;"u8);
                    break;
                case '<':
                    Raw("&lt;"u8);
                    break;
                case '>':
                    Raw("&gt;"u8);
                    break;
                case '\r':
                    Raw("&#x0D;"u8);
                    break;
                case '\n':
                    NewLine();
                    break;
                default:
                    Raw((byte)text[special]);
                    break;
            }
            text = text[(special + 1)..];
        }
        Raw(text);
    }

    /// <summary>An attribute's value between its quotes. White space other than the blank is written as references, so that it stays.</summary>
    public void AttributeText(ReadOnlySpan<char> text)
    {
        int special;
        while ((special = text.IndexOfAny(s_special)) >= 0)
        {
            Raw(text[..special]);
            switch (text[special])
            {
                case '&':
                    Raw("&amp;"u8);
                    break;
                case '<':
                    Raw("&lt;"u8);
                    break;
                case '>':
                    // Allowed as it stands, and what a reader that looks for the tag's end by itself gets wrong.
                    Raw((byte)'>');
                    break;
                case '"':
                    Raw("&quot;"u8);
                    break;
                case '\'':
                    Raw("&apos;"u8);
                    break;
                default:
                    Raw("&#"u8);
                    Number(text[special]);
                    Raw((byte)';');
                    break;
            }
            text = text[(special + 1)..];
        }
        Raw(text);
    }

    /// <summary>Puts bytes in at a place, moving the rest.</summary>
    public void Insert(int position, ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        Buffer.BlockCopy(_bytes, position, _bytes, position + bytes.Length, Length - position);
        bytes.CopyTo(_bytes.AsSpan(position));
        Length += bytes.Length;
    }

    /// <summary>Takes bytes out.</summary>
    public void Remove(int position, int count)
    {
        Buffer.BlockCopy(_bytes, position + count, _bytes, position, Length - position - count);
        Length -= count;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        return _bytes.AsSpan(Length);
    }
}
