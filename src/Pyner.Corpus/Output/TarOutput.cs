using System.Text;

namespace Pyner.Corpus.Output;

/// <summary>Writes a tar in the ustar format. Its members have one fixed owner and time, so that equal corpora are equal bytes.</summary>
internal sealed class TarOutput(Stream stream)
{
    private const int Block = 512;
    private const int Record = 20 * Block;

    /// <summary>2026-01-01T00:00:00Z.</summary>
    private const long Time = 1_767_225_600;

    private readonly byte[] _header = new byte[Block];
    private long _written;

    /// <summary>Writes a file, or a folder where there are no bytes.</summary>
    /// <param name="path">At most 100 characters of ASCII; a folder's ends with a slash.</param>
    /// <param name="bytes">The content.</param>
    public void Write(string path, byte[]? bytes)
    {
        _header.AsSpan().Clear();
        Ascii(0, 100, path);
        Ascii(100, 8, bytes is null ? "0000755" : "0000644");
        Ascii(108, 8, "0000000");
        Ascii(116, 8, "0000000");
        Ascii(124, 12, Octal(bytes?.Length ?? 0, 11));
        Ascii(136, 12, Octal(Time, 11));
        Ascii(148, 8, "        ");
        Ascii(156, 1, bytes is null ? "5" : "0");
        Ascii(257, 8, "ustar\00" + "0");
        Ascii(265, 32, "root");
        Ascii(297, 32, "root");
        int sum = 0;
        foreach (byte value in _header)
            sum += value;
        Ascii(148, 8, Octal(sum, 6) + "\0 ");
        stream.Write(_header);
        _written += Block;
        if (bytes is null)
            return;
        stream.Write(bytes);
        _written += bytes.Length;
        Pad(Block);
    }

    /// <summary>Ends the archive: two empty blocks, filled up to a whole record.</summary>
    public void End()
    {
        _header.AsSpan().Clear();
        for (int i = 0; i < 2; i++)
        {
            stream.Write(_header);
            _written += Block;
        }
        Pad(Record);
    }

    private void Pad(int unit)
    {
        int rest = (int)(_written % unit);
        if (rest == 0)
            return;
        stream.Write(new byte[unit - rest]);
        _written += unit - rest;
    }

    private void Ascii(int offset, int length, string text)
    {
        if (text.Length > length)
            throw new ArgumentException($"'{text}' is longer than the {length} bytes that a tar header has for it", nameof(text));
        Encoding.ASCII.GetBytes(text, _header.AsSpan(offset, length));
    }

    private static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');
}
