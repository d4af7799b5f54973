;; Scans int8 rows against an int16 query: 16 bytes per step, products summed exactly in int32 lanes.
;; Assembled by `npm run build:kernel` into scan-kernel-bytes.ts; a test compares the bytes.
(module
  (import "env" "memory" (memory 1 65536 shared))

  ;; Dot product of the row at $row (int8, $bytes of them, a multiple of 32) and the query at $query (int16).
  (func $dot (param $row i32) (param $bytes i32) (param $query i32) (result f32)
    (local $end i32) (local $a v128) (local $b v128) (local $f v128)
    (local.set $end (i32.add (local.get $row) (local.get $bytes)))
    (loop $next
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row)) (v128.load (local.get $query)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row)) (v128.load offset=16 (local.get $query)))))
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $row)) (v128.load offset=32 (local.get $query)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $row)) (v128.load offset=48 (local.get $query)))))
      (local.set $query (i32.add (local.get $query) (i32.const 64)))
      (br_if $next (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 32))) (local.get $end))))
    ;; lanes become floats before they are added: their sum may pass 2^31
    (local.set $f (f32x4.add (f32x4.convert_i32x4_s (local.get $a)) (f32x4.convert_i32x4_s (local.get $b))))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $f)) (f32x4.extract_lane 1 (local.get $f)))
      (f32.add (f32x4.extract_lane 2 (local.get $f)) (f32x4.extract_lane 3 (local.get $f)))))

  ;; Of a word with more passing rows than $denseMin all 32 rows are summed: rows in order arrive from memory before they
  ;; are asked for, rows with gaps do not, and the sums of those that do not pass cost less than the waiting.
  (global $denseMin i32 (i32.const 6))

  ;; Visits the rows whose bit is set in [$bits, $bitsEnd) and writes (row, score) to $out for each whose score plus error
  ;; bound reaches $threshold. $row numbers the first bit; $rows, $scales and $errors point at row 0. Returns the count.
  (func (export "scan")
    (param $rows i32) (param $scales i32) (param $errors i32) (param $bits i32) (param $bitsEnd i32) (param $row i32)
    (param $bytes i32) (param $query i32) (param $queryScale f32) (param $threshold f32) (param $out i32) (result i32)
    (local $word i32) (local $visit i32) (local $r i32) (local $score f32) (local $start i32)
    (local.set $start (local.get $out))
    (loop $words
      (local.set $word (i32.load (local.get $bits)))
      (local.set $visit
        (select (i32.const -1) (local.get $word)
          (i32.gt_u (i32.popcnt (local.get $word)) (global.get $denseMin))))
      (block $done
        (loop $set
          (br_if $done (i32.eqz (local.get $visit)))
          (local.set $r (i32.add (local.get $row) (i32.ctz (local.get $visit))))
          (local.set $visit (i32.and (local.get $visit) (i32.sub (local.get $visit) (i32.const 1))))
          (local.set $score
            (f32.mul
              (f32.mul
                (call $dot
                  (i32.add (local.get $rows) (i32.mul (local.get $r) (local.get $bytes)))
                  (local.get $bytes) (local.get $query))
                (local.get $queryScale))
              (f32.load (i32.add (local.get $scales) (i32.shl (local.get $r) (i32.const 2))))))
          (br_if $set
            (f32.lt
              (f32.add
                (local.get $score)
                (f32.load (i32.add (local.get $errors) (i32.shl (local.get $r) (i32.const 2)))))
              (local.get $threshold)))
          (br_if $set (i32.eqz (i32.and (i32.shr_u (local.get $word) (local.get $r)) (i32.const 1))))
          (i32.store (local.get $out) (local.get $r))
          (f32.store offset=4 (local.get $out) (local.get $score))
          (local.set $out (i32.add (local.get $out) (i32.const 8)))
          (br $set)))
      (local.set $row (i32.add (local.get $row) (i32.const 32)))
      (br_if $words (i32.lt_u (local.tee $bits (i32.add (local.get $bits) (i32.const 4))) (local.get $bitsEnd))))
    (i32.shr_u (i32.sub (local.get $out) (local.get $start)) (i32.const 3)))

  ;; Writes to $out (float64) for each row of the list in [$list, $end), two addresses each (its high and its low plane), the
  ;; sum of high × 65536 + low times the query (float64, $bytes numbers), added from the first component to the last as a
  ;; plain loop adds. Two rows at a time, so that one's additions fill the other's waiting: the list has an even length.
  (func (export "exact")
    (param $list i32) (param $end i32) (param $bytes i32) (param $query i32) (param $out i32)
    (local $aHigh i32) (local $aLow i32) (local $bHigh i32) (local $bLow i32) (local $q i32) (local $stop i32)
    (local $h v128) (local $l v128) (local $x v128) (local $p v128) (local $a f64) (local $b f64)
    (loop $pairs
      (local.set $aHigh (i32.load (local.get $list)))
      (local.set $aLow (i32.load offset=4 (local.get $list)))
      (local.set $bHigh (i32.load offset=8 (local.get $list)))
      (local.set $bLow (i32.load offset=12 (local.get $list)))
      (local.set $a (f64.const 0))
      (local.set $b (f64.const 0))
      (local.set $q (local.get $query))
      (local.set $stop (i32.add (local.get $aHigh) (local.get $bytes)))
      (loop $next
        (local.set $h (v128.load8x8_s (local.get $aHigh)))
        (local.set $l (v128.load (local.get $aLow)))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_low_i16x8_s (local.get $h)) (i32.const 16))
          (i32x4.extend_low_i16x8_s (local.get $l))))
        (local.set $p (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load offset=0 (local.get $q))))
        (local.set $a (f64.add (f64.add (local.get $a) (f64x2.extract_lane 0 (local.get $p))) (f64x2.extract_lane 1 (local.get $p))))
        (local.set $p (f64x2.mul
          (f64x2.convert_low_i32x4_s (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
          (v128.load offset=16 (local.get $q))))
        (local.set $a (f64.add (f64.add (local.get $a) (f64x2.extract_lane 0 (local.get $p))) (f64x2.extract_lane 1 (local.get $p))))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_high_i16x8_s (local.get $h)) (i32.const 16))
          (i32x4.extend_high_i16x8_s (local.get $l))))
        (local.set $p (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load offset=32 (local.get $q))))
        (local.set $a (f64.add (f64.add (local.get $a) (f64x2.extract_lane 0 (local.get $p))) (f64x2.extract_lane 1 (local.get $p))))
        (local.set $p (f64x2.mul
          (f64x2.convert_low_i32x4_s (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
          (v128.load offset=48 (local.get $q))))
        (local.set $a (f64.add (f64.add (local.get $a) (f64x2.extract_lane 0 (local.get $p))) (f64x2.extract_lane 1 (local.get $p))))
        (local.set $aHigh (i32.add (local.get $aHigh) (i32.const 8)))
        (local.set $aLow (i32.add (local.get $aLow) (i32.const 16)))
        (local.set $h (v128.load8x8_s (local.get $bHigh)))
        (local.set $l (v128.load (local.get $bLow)))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_low_i16x8_s (local.get $h)) (i32.const 16))
          (i32x4.extend_low_i16x8_s (local.get $l))))
        (local.set $p (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load offset=0 (local.get $q))))
        (local.set $b (f64.add (f64.add (local.get $b) (f64x2.extract_lane 0 (local.get $p))) (f64x2.extract_lane 1 (local.get $p))))
        (local.set $p (f64x2.mul
          (f64x2.convert_low_i32x4_s (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
          (v128.load offset=16 (local.get $q))))
        (local.set $b (f64.add (f64.add (local.get $b) (f64x2.extract_lane 0 (local.get $p))) (f64x2.extract_lane 1 (local.get $p))))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_high_i16x8_s (local.get $h)) (i32.const 16))
          (i32x4.extend_high_i16x8_s (local.get $l))))
        (local.set $p (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load offset=32 (local.get $q))))
        (local.set $b (f64.add (f64.add (local.get $b) (f64x2.extract_lane 0 (local.get $p))) (f64x2.extract_lane 1 (local.get $p))))
        (local.set $p (f64x2.mul
          (f64x2.convert_low_i32x4_s (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
          (v128.load offset=48 (local.get $q))))
        (local.set $b (f64.add (f64.add (local.get $b) (f64x2.extract_lane 0 (local.get $p))) (f64x2.extract_lane 1 (local.get $p))))
        (local.set $bHigh (i32.add (local.get $bHigh) (i32.const 8)))
        (local.set $bLow (i32.add (local.get $bLow) (i32.const 16)))
        (local.set $q (i32.add (local.get $q) (i32.const 64)))
        (br_if $next (i32.lt_u (local.get $aHigh) (local.get $stop))))
      (f64.store (local.get $out) (local.get $a))
      (f64.store offset=8 (local.get $out) (local.get $b))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $pairs (i32.lt_u (local.tee $list (i32.add (local.get $list) (i32.const 16))) (local.get $end))))))
