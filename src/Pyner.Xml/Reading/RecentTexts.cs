using System.Text;

namespace Pyner.Xml.Reading;

/// <summary>Strings of short texts that came before, so that the same few prefixes and addresses are decoded once and not in every document.</summary>
internal sealed class RecentTexts
{
    private const int Most = 32;
    private const int Longest = 256;

    private readonly (byte[] Utf8, string Text)[] _texts = new (byte[], string)[Most];
    private int _count;
    private int _oldest;

    /// <summary>The text of some bytes.</summary>
    /// <param name="utf8">They are well-formed UTF-8.</param>
    public string Text(ReadOnlySpan<byte> utf8)
    {
        foreach ((byte[] known, string text) in _texts.AsSpan(0, _count))
        {
            if (utf8.SequenceEqual(known))
                return text;
        }
        string decoded = Encoding.UTF8.GetString(utf8);
        if (utf8.Length > Longest)
            return decoded;
        if (_count < Most)
        {
            _texts[_count++] = (utf8.ToArray(), decoded);
        }
        else
        {
            _texts[_oldest] = (utf8.ToArray(), decoded);
            _oldest = (_oldest + 1) % Most;
        }
        return decoded;
    }
}
