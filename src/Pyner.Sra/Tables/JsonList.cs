using System.Buffers;
using System.Text;

namespace Pyner.Sra.Tables;

/// <summary>A JSON array of objects with text members, put together in bounded memory.</summary>
internal sealed class JsonList
{
    /// <summary>Once the array has so many bytes, further objects are only counted.</summary>
    public const int MaxBytes = 4 << 20;

    private static readonly SearchValues<byte> s_special = SearchValues.Create("\"\\\t\n\r"u8);

    private const int UsualBytes = 1 << 16;

    private byte[] _bytes = new byte[512];
    private int _count;
    private int _leftOut;
    private bool _isEmptyObject;

    /// <summary>Whether it has no object.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Begins an empty array.</summary>
    public void Clear()
    {
        if (_bytes.Length > UsualBytes)
            _bytes = new byte[512];
        _count = 0;
        _leftOut = 0;
    }

    /// <summary>Begins an object.</summary>
    public void BeginObject()
    {
        if (_count >= MaxBytes)
        {
            _leftOut++;
            return;
        }
        Raw(_count == 0 ? "[{"u8 : ",{"u8);
        _isEmptyObject = true;
    }

    /// <summary>A member's name as it stands in objects: what <see cref="Member"/> takes.</summary>
    public static byte[] Name(string name) => Encoding.UTF8.GetBytes($"\"{name}\":\"");

    /// <summary>Adds a member to the object in hand.</summary>
    /// <param name="name">Its name (<see cref="Name"/>).</param>
    /// <param name="text">Its text.</param>
    public void Member(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (_leftOut > 0)
            return;
        Reserve(name.Length + text.Length + 2);
        if (!_isEmptyObject)
            _bytes[_count++] = (byte)',';
        name.CopyTo(_bytes.AsSpan(_count));
        _count += name.Length;
        Escape(text);
        Raw("\""u8);
        _isEmptyObject = false;
    }

    /// <summary>Ends the object in hand.</summary>
    public void EndObject()
    {
        if (_leftOut == 0)
            Raw("}"u8);
    }

    /// <summary>Ends the array.</summary>
    /// <returns>The whole of it; valid until it is cleared.</returns>
    public ReadOnlySpan<byte> End()
    {
        if (_leftOut > 0)
            Raw(Encoding.UTF8.GetBytes($",{{\"left_out\":\"{_leftOut}\"}}"));
        Raw("]"u8);
        return _bytes.AsSpan(0, _count);
    }

    /// <summary>XML has no control characters but tab, line feed and carriage return; and what is above ASCII stands for itself.</summary>
    private void Escape(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int special = text.IndexOfAny(s_special);
            if (special < 0)
            {
                Raw(text);
                return;
            }
            Raw(text[..special]);
            Raw(text[special] switch
            {
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                (byte)'"' => "\\\""u8,
                _ => "\\\\"u8,
            });
            text = text[(special + 1)..];
        }
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (_count + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_count + bytes)));
    }
}
