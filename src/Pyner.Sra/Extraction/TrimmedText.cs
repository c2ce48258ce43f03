using System.Buffers;
using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Extraction;

/// <summary>Holds a short text, decoded and trimmed, beyond the life of the window that it stood in.</summary>
internal sealed class TrimmedText
{
    private static readonly SearchValues<byte> s_plain =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (byte)c).Where(c => c != '&')]);

    private byte[] _bytes = new byte[64];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public bool IsEmpty => _length == 0;

    public void Clear() => _length = 0;

    public void Set(in XmlText text)
    {
        ReadOnlySpan<byte> bytes = text.Bytes;
        if (text.Form == XmlTextForm.Decoded || !IsPlain(bytes))
            bytes = Encoding.UTF8.GetBytes(text.Decode().Trim());
        if (bytes.Length > _bytes.Length)
            _bytes = new byte[bytes.Length];
        bytes.CopyTo(_bytes);
        _length = bytes.Length;
    }

    /// <summary>Whether the text is what it looks like: printing ASCII without references or white space.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(s_plain);
}
